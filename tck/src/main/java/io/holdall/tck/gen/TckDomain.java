package io.holdall.tck.gen;

import io.holdall.ByteRange;
import io.holdall.ContentHeaders;
import io.holdall.Tags;
import io.holdall.UserMetadata;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.domains.DomainContextBase;

/** Where the parameters of rules come from, by their types. */
@Domain(DomainContext.Global.class)
public final class TckDomain extends DomainContextBase {
  /** For jqwik. */
  public TckDomain() {}

  @Provide
  public Arbitrary<Key> key() {
    return KeyArbitraries.key();
  }

  @Provide
  public Arbitrary<KeySet> keySet() {
    return KeyArbitraries.set(1, 8);
  }

  @Provide
  public Arbitrary<Tampering> tampering() {
    return Numbers.upTo(9999).map(Tampering::new);
  }

  @Provide
  public Arbitrary<PlainKeys> plainKeys() {
    return KeyArbitraries.plain(1, 8).map(PlainKeys::new);
  }

  @Provide
  public Arbitrary<ListQuery> listQuery() {
    Arbitrary<Integer> some = Numbers.upTo(63);
    Arbitrary<Integer> pageSizes =
        Arbitraries.oneOf(Numbers.between(1, 5), Arbitraries.of(1000, 7, 2));
    return Combinators.combine(some, some, some, pageSizes).as(ListQuery::new);
  }

  @Provide
  public Arbitrary<Content> content() {
    return contents();
  }

  static Arbitrary<Content> contents() {
    Arbitrary<Integer> sizes =
        Arbitraries.frequencyOf(
            Tuple.of(6, Numbers.upTo(40)),
            Tuple.of(
                3,
                Arbitraries.of(
                    255, 256, 257, 1023, 1024, 1025, 4095, 4096, 4097, 8191, 8192, 8193, 16_383,
                    16_384, 16_385, 65_535, 65_536, 65_537, 131_072, 131_073)),
            Tuple.of(1, Numbers.upTo(200_000)));
    return Combinators.combine(sizes, Numbers.upTo(255)).as(Content::new);
  }

  @Provide
  public Arbitrary<ByteRange> range() {
    Arbitrary<Long> positions =
        Arbitraries.frequencyOf(
            Tuple.of(4, Numbers.upTo(45).map(Integer::longValue)),
            Tuple.of(1, Numbers.upTo(200_000).map(Integer::longValue)),
            Tuple.of(1, Arbitraries.of((1L << 31) - 1, 1L << 31, 1L << 40, Long.MAX_VALUE)));
    return Arbitraries.oneOf(
        Combinators.combine(positions, positions)
            .as((a, b) -> ByteRange.between(Math.min(a, b), Math.max(a, b))),
        positions.map(ByteRange::from),
        positions.map(ByteRange::suffix));
  }

  @Provide
  public Arbitrary<ContentHeaders> headers() {
    return Combinators.combine(
            Arbitraries.of("", "text/plain", "application/json; charset=utf-8", "image/svg+xml"),
            Arbitraries.of("", "gzip", "br", "gzip, br", "identity"),
            Arbitraries.of("", "en", "de-CH", "en, fr"),
            Arbitraries.of("", "inline", "attachment; filename=\"a b.txt\""),
            Arbitraries.of("", "no-cache", "public, max-age=31536000, immutable"),
            Arbitraries.of("", "Thu, 01 Dec 2033 16:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT"))
        .as(TckDomain::headers);
  }

  private static ContentHeaders headers(
      String type, String encoding, String language, String disposition, String cache, String end) {
    ContentHeaders headers = ContentHeaders.none();
    headers = type.isEmpty() ? headers : headers.contentType(type);
    headers = encoding.isEmpty() ? headers : headers.contentEncoding(encoding);
    headers = language.isEmpty() ? headers : headers.contentLanguage(language);
    headers = disposition.isEmpty() ? headers : headers.contentDisposition(disposition);
    headers = cache.isEmpty() ? headers : headers.cacheControl(cache);
    return end.isEmpty() ? headers : headers.expires(end);
  }

  /** In ASCII. */
  @Provide
  public Arbitrary<UserMetadata> metadata() {
    Arbitrary<String> names =
        Arbitraries.of(
            "a", "b", "x-y", "under_score", "dotted.name", "1", "longer-name-of-metadata");
    Arbitrary<String> values =
        Arbitraries.oneOf(
            Arbitraries.of(
                "v", "two words", "a=b&c", "\"quoted\"", "comma, separated", "100%", "=?"),
            Arbitraries.strings().withCharRange('!', '~').ofMaxLength(30));
    return Arbitraries.maps(names, values).ofMaxSize(4).map(UserMetadata::new);
  }

  @Provide
  public Arbitrary<Tags> tags() {
    Arbitrary<String> names =
        Arbitraries.of("a", "A", "key with space", "a+b", "a=b", "x:y", "p/q");
    Arbitrary<String> values =
        Arbitraries.of("", "v", "V", "a+b=c", "user@example.org", "- _ . : / @", "caf\u00E9");
    return Arbitraries.maps(names, values)
        .ofMaxSize(7)
        .map((Map<String, String> it) -> new Tags(it));
  }
}
