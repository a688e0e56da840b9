package io.holdall.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.holdall.BlobStore;
import io.holdall.BlobStores;
import io.holdall.Feature;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

final class S3ProviderTest {
  private static BlobStore open(String url) {
    return BlobStores.open(url);
  }

  @Test
  void opensWithEveryParameter() {
    try (BlobStore store =
        open(
            "s3://some-bucket/some/prefix?region=eu-west-1&endpoint=http://127.0.0.1:9"
                + "&pathStyle=true&checksums=when-required&signedBodies=true&profile=default&without=TAGS,presign")) {
      assertThat(store.bucket().name()).isEqualTo("some-bucket");
      assertThat(store.bucket().prefix()).isEqualTo("some/prefix");
      Set<Feature> declared = EnumSet.allOf(Feature.class);
      declared.remove(Feature.NON_ASCII_HEADERS);
      declared.remove(Feature.TAGS);
      declared.remove(Feature.PRESIGN);
      assertThat(store.features()).isEqualTo(declared);
    }
  }

  @Test
  void declaresAllThatS3AndTheSdkCan() {
    try (BlobStore store = open("s3:?region=eu-west-1")) {
      Set<Feature> declared = EnumSet.allOf(Feature.class);
      declared.remove(Feature.NON_ASCII_HEADERS);
      assertThat(store.features()).isEqualTo(declared);
    }
  }

  @Test
  void givesTheNativeClients() {
    try (BlobStore store = open("s3:?region=eu-west-1&endpoint=http://127.0.0.1:9")) {
      S3Client client = store.unwrap(S3Client.class).orElseThrow();
      assertThat(client.serviceClientConfiguration().region().id()).isEqualTo("eu-west-1");
      assertThat(store.unwrap(S3Presigner.class)).isPresent();
      assertThat(store.unwrap(S3Presigner.class)).isEqualTo(store.unwrap(S3Presigner.class));
      assertThat(store.unwrap(String.class)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pathStyle=yes | the parameter pathStyle must be true or false, not \"yes\"",
        "pathStyle=TRUE | the parameter pathStyle must be true or false, not \"TRUE\"",
        "signedBodies=no | the parameter signedBodies must be true or false, not \"no\"",
        "region= | the parameter region must be not empty, not \"\"",
        "profile= | the parameter profile must be not empty, not \"\"",
        "checksums=never | the parameter checksums must be when-supported or when-required, not \"never\"",
        "endpoint=localhost:9000 | the parameter endpoint must be a URL like http://127.0.0.1:9000 or https://s3.example.com, not \"localhost:9000\"",
        "endpoint=ftp://host | the parameter endpoint must be a URL like http://127.0.0.1:9000 or https://s3.example.com, not \"ftp://host\"",
        "endpoint=http://user:pw@host | the parameter endpoint must be a URL",
        "endpoint=http://my_host:1 | not \"http://my_host:1\": the host \"my_host\" has a character that names of hosts cannot have: _",
        "endpoint=http:// | the parameter endpoint must be a URL",
        "without=TAGS,NOPE | the parameter without must be a list of features, separated by commas: BUCKET_ADMIN, MULTIPART",
        "without= | the parameter without must be a list of features",
        "acl=public | unknown parameter \"acl\"; s3: knows checksums, endpoint, pathStyle, profile, region, signedBodies, without",
      })
  void refusesWhatItDoesNotUnderstand(String parameter, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> open("s3:?" + parameter).close())
        .withMessageContaining(message);
  }

  @Test
  void refusesSettingsBesideAClient() {
    try (S3Client client =
        S3Client.builder()
            .region(software.amazon.awssdk.regions.Region.EU_WEST_1)
            .credentialsProvider(Fixtures.CREDENTIALS)
            .build()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> S3Store.builder().client(client).region("eu-west-1").open().close())
          .withMessageContaining("the region is a matter of the client");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> S3Store.builder().client(client).pathStyle(true).open().close())
          .withMessageContaining("the path style is a matter of the client");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> S3Store.builder().client(client).signedBodies(false).open().close())
          .withMessageContaining("the signing of bodies is a matter of the client");
    }
  }
}
