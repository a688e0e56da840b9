/** The errors of the S3 protocol: a closed set of codes and the exception that carries one. */
@NullMarked
package io.holdall.endpoint.error;

import org.jspecify.annotations.NullMarked;
