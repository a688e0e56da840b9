package io.holdall.cli.floors.samples.engine;

import io.holdall.cli.floors.samples.endpoint.Handler;

/** An engine type that knows the endpoint beside it. */
public record KnowsTheEndpoint(Handler handler) {}
