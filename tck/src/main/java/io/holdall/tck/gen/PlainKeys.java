package io.holdall.tck.gen;

/** A few distinct keys without anything odd, for rules that are not about keys. */
public record PlainKeys(KeySet set) {}
