package io.holdall;

/**
 * What a directory transfer moved.
 *
 * @param blobs how many
 * @param bytes in all
 */
public record DirectoryReport(long blobs, long bytes) {}
