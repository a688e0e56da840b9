package io.holdall.tck;

import io.holdall.Feature;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import net.jqwik.api.Property;

/**
 * Marks a method of a contract as a rule. The method also carries a {@link net.jqwik.api.Label}
 * that begins with the id: {@code LIST-01 keys come in UTF-8 byte order}.
 *
 * <p>An id is that of the fact about S3 that the rule checks, with a letter behind it where several
 * rules check one fact. Rules of this library's own, such as those of views, have ids of their own;
 * no rule is named after a fact that it does not check.
 */
@Documented
@Property
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Rule {
  /** The ids of further facts that the rule checks, beside the one that it is named after. */
  String[] also() default {};

  /** How dear a try is. Rules without generated parameters are tried once. */
  Effort effort() default Effort.CHEAP;

  /**
   * What the store must have for the rule to apply. Where one is missing, the rule's place is taken
   * by its twin: every call that needs the feature must be refused as unsupported.
   */
  Feature[] needs() default {};

  /** Whether the rule makes buckets of its own, which a target under a prefix does not allow. */
  boolean ownBuckets() default false;

  /** Whether the rule presigns in the past, which not every target can. */
  boolean movesTime() default false;
}
