package io.holdall.cli.floors.samples.endpoint;

/** An endpoint type that breaks no rule. */
public record Handler(String name) {}
