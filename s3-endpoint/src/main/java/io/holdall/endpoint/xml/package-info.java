/** The XML of the S3 protocol: answers written, request documents read. */
@NullMarked
package io.holdall.endpoint.xml;

import org.jspecify.annotations.NullMarked;
