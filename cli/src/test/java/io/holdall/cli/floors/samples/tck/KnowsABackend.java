package io.holdall.cli.floors.samples.tck;

import io.holdall.cli.floors.samples.memory.KnowsTheEndpoint;

/** A kit type that knows a backend; an array hides nothing. */
public record KnowsABackend(KnowsTheEndpoint[] backends) {}
