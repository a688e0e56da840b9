package io.holdall.s3;

import io.holdall.Feature;
import io.holdall.StoreUrl;
import io.holdall.spi.StoreDriver;
import io.holdall.spi.StoreProvider;
import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Opens {@code s3:} URLs: {@code s3://bucket/prefix?region=eu-west-1}.
 *
 * <table>
 * <caption>Parameters, all optional</caption>
 * <tr><td>{@code region}</td><td>of the buckets</td></tr>
 * <tr><td>{@code endpoint}</td><td>the server, where it is not Amazon's: {@code http://host:port}</td></tr>
 * <tr><td>{@code pathStyle}</td><td>{@code true} or {@code false}</td></tr>
 * <tr><td>{@code checksums}</td><td>{@code when-supported} or {@code when-required}</td></tr>
 * <tr><td>{@code signedBodies}</td><td>{@code true} if signatures are to cover bodies over HTTP too</td></tr>
 * <tr><td>{@code profile}</td><td>the AWS profile</td></tr>
 * <tr><td>{@code without}</td><td>the {@link Feature}s that the server lacks, separated by commas</td></tr>
 * </table>
 */
public final class S3Provider implements StoreProvider {
  private static final String REGION = "region";
  private static final String ENDPOINT = "endpoint";
  private static final String PATH_STYLE = "pathStyle";
  private static final String CHECKSUMS = "checksums";
  private static final String SIGNED_BODIES = "signedBodies";
  private static final String PROFILE = "profile";
  private static final String WITHOUT = "without";

  private static final Map<String, ChecksumMode> MODES =
      Map.of(
          "when-supported", ChecksumMode.WHEN_SUPPORTED,
          "when-required", ChecksumMode.WHEN_REQUIRED);

  /** For {@link java.util.ServiceLoader}. */
  public S3Provider() {}

  @Override
  public String scheme() {
    return "s3";
  }

  @Override
  public boolean locationIsPath() {
    return false;
  }

  @Override
  public Set<String> parameters() {
    return Set.of(REGION, ENDPOINT, PATH_STYLE, CHECKSUMS, SIGNED_BODIES, PROFILE, WITHOUT);
  }

  @Override
  public StoreDriver open(StoreUrl url, Clock clock) {
    return builder(url.parameters()).clock(clock).driver();
  }

  static S3Store.Builder builder(Map<String, String> parameters) {
    S3Store.Builder builder = S3Store.builder();
    parameters.forEach(
        (name, value) -> {
          switch (name) {
            case REGION -> builder.region(notBlank(name, value));
            case ENDPOINT -> endpoint(builder, value);
            case PATH_STYLE -> builder.pathStyle(flag(name, value));
            case CHECKSUMS -> builder.checksums(mode(name, value));
            case SIGNED_BODIES -> builder.signedBodies(flag(name, value));
            case PROFILE -> builder.profile(notBlank(name, value));
            case WITHOUT -> builder.without(features(name, value));
            default -> throw bad(name, value, "a known parameter");
          }
        });
    return builder;
  }

  private static String notBlank(String name, String value) {
    if (value.isBlank()) {
      throw bad(name, value, "not empty");
    }
    return value;
  }

  private static void endpoint(S3Store.Builder builder, String value) {
    String allowed = "a URL like http://127.0.0.1:9000 or https://s3.example.com";
    URI url;
    try {
      url = URI.create(value);
    } catch (IllegalArgumentException e) {
      throw bad(ENDPOINT, value, allowed);
    }
    try {
      builder.endpoint(url);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          bad(ENDPOINT, value, allowed).getMessage() + HostNames.complaint(url), e);
    }
  }

  private static boolean flag(String name, String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw bad(name, value, "true or false");
    };
  }

  private static ChecksumMode mode(String name, String value) {
    ChecksumMode mode = MODES.get(value);
    if (mode == null) {
      throw bad(name, value, "when-supported or when-required");
    }
    return mode;
  }

  private static Set<Feature> features(String name, String value) {
    Map<String, Feature> known =
        Arrays.stream(Feature.values())
            .collect(Collectors.toMap(Feature::name, Function.identity()));
    EnumSet<Feature> features = EnumSet.noneOf(Feature.class);
    for (String word : value.split(",", -1)) {
      Feature feature = known.get(word.strip().toUpperCase(Locale.ROOT));
      if (feature == null) {
        throw bad(
            name,
            value,
            "a list of features, separated by commas: "
                + Arrays.stream(Feature.values())
                    .map(Feature::name)
                    .collect(Collectors.joining(", ")));
      }
      features.add(feature);
    }
    return features;
  }

  private static IllegalArgumentException bad(String name, String value, String allowed) {
    return new IllegalArgumentException(
        "the parameter %s must be %s, not \"%s\"".formatted(name, allowed, value));
  }
}
