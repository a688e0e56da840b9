/** The operations of S3, each a function of a verified request and a store. */
@NullMarked
package io.holdall.endpoint.handler;

import org.jspecify.annotations.NullMarked;
