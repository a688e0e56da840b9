package io.holdall.endpoint.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdall.endpoint.FailingInputStream;
import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestDocumentsTest {
  private static InputStream body(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private interface Reader {
    Object read() throws IOException;
  }

  private static S3Error refused(Reader reader) {
    S3Exception refusal = catchThrowableOfType(S3Exception.class, reader::read);
    assertThat(refusal).isNotNull();
    return refusal.error();
  }

  @Test
  void delete() throws IOException {
    DeleteDocument document =
        DeleteDocument.read(
            body(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- all -->"
                    + "<Delete xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\n"
                    + "  <Object><Key> a\n&#13;&lt;&amp;<![CDATA[<b>]]>\u00e9 </Key></Object>\n"
                    + "  <Quiet>true</Quiet>\n"
                    + "  <Object><Key>k</Key><VersionId>null</VersionId><ETag>\"e\"</ETag></Object>\n"
                    + "</Delete>\n"));
    assertThat(document.quiet()).isTrue();
    assertThat(document.objects())
        .containsExactly(
            new DeleteDocument.Target(
                " a\n\r<&<b>\u00e9 ",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            new DeleteDocument.Target(
                "k",
                Optional.of("null"),
                Optional.of("\"e\""),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void deleteWithoutANamespaceOrWithAPrefix() throws IOException {
    assertThat(
            DeleteDocument.read(body("<Delete><Object><Key/></Object></Delete>"))
                .objects()
                .get(0)
                .key())
        .isEmpty();
    DeleteDocument prefixed =
        DeleteDocument.read(
            body(
                "<s:Delete xmlns:s=\"http://s3.amazonaws.com/doc/2006-03-01/\"><s:Object><s:Key>k</s:Key></s:Object></s:Delete>"));
    assertThat(prefixed.quiet()).isFalse();
    assertThat(prefixed.objects()).extracting(DeleteDocument.Target::key).containsExactly("k");
  }

  @Test
  void aByteOrderMarkAndADeclaredEncodingDoNotMatter() throws IOException {
    String document =
        "\ufeff<?xml version='1.0' encoding='ISO-8859-1'?><Delete><Object><Key>\u00e9</Key></Object></Delete>";
    assertThat(DeleteDocument.read(body(document)).objects().get(0).key()).isEqualTo("\u00e9");
  }

  @Test
  void aThousandKeysAtTheirLongestAndNotOneMore() throws IOException {
    String object = "<Object><Key>" + "&#13;".repeat(1024) + "</Key></Object>";
    String thousand = object.repeat(1000);
    assertThat(DeleteDocument.read(body("<Delete>" + thousand + "</Delete>")).objects())
        .hasSize(1000);
    assertThat(
            refused(
                () ->
                    DeleteDocument.read(
                        body(
                            "<Delete>"
                                + "<Object><Key>k</Key></Object>".repeat(1001)
                                + "</Delete>"))))
        .isEqualTo(S3Error.MALFORMED_XML);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "<Delete/>",
        "<Delete></Delete>",
        "<Delete><Quiet>true</Quiet></Delete>",
        "<Delete><Object/></Delete>",
        "<Delete><Object><VersionId>v</VersionId></Object></Delete>",
        "<Delete><Object><Key>a</Key><Key>b</Key></Object></Delete>",
        "<Delete><Object><Key><b/></Key></Object></Delete>",
        "<Delete><Object><Key>a</Key><Other/></Object></Delete>",
        "<Delete><Object><Key>a</Key></Object><Other/></Delete>",
        "<Delete><Object><Key>a</Key></Object><Quiet>yes</Quiet></Delete>",
        "<Delete>text<Object><Key>a</Key></Object></Delete>",
        "<Delete><Object><Key>a</Key></Object>",
        "<Delete><Object><Key>a</Object></Key></Delete>",
        "<Delete><Object><Key>a</Key></Object></Delete><Delete/>",
        "<Delete><Object><Key>a</Key></Object></Delete>rest",
        "<delete><Object><Key>a</Key></Object></delete>",
        "<Delete xmlns=\"urn:other\"><Object><Key>a</Key></Object></Delete>",
        "<Delete><Object xmlns=\"urn:other\"><Key>a</Key></Object></Delete>",
        "<Delete><Object><Key>&#1;</Key></Object></Delete>",
        "<Delete><Object><Key>\u0001</Key></Object></Delete>",
        "<Delete><Object><Key>&nbsp;</Key></Object></Delete>",
        "not xml",
        "{\"Delete\":{}}"
      })
  void deletesThatAreMalformed(String document) {
    assertThat(refused(() -> DeleteDocument.read(body(document)))).isEqualTo(S3Error.MALFORMED_XML);
  }

  @Test
  void bytesThatAreNotUtf8() {
    byte[] bytes =
        "<Delete><Object><Key>\u00e9</Key></Object></Delete>".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(refused(() -> DeleteDocument.read(new ByteArrayInputStream(bytes))))
        .isEqualTo(S3Error.MALFORMED_XML);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE Delete><Delete><Object><Key>a</Key></Object></Delete>",
        "<!DOCTYPE Delete SYSTEM \"file:///etc/passwd\"><Delete><Object><Key>a</Key></Object></Delete>",
        "<!DOCTYPE Delete [<!ENTITY e \"x\">]><Delete><Object><Key>&e;</Key></Object></Delete>",
        "<!DOCTYPE Delete [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><Delete><Object><Key>&e;</Key></Object></Delete>",
        "<!DOCTYPE Delete [<!ENTITY % p SYSTEM \"http://127.0.0.1:1/\"> %p;]><Delete><Object><Key>a</Key></Object></Delete>",
        "<!DOCTYPE z [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;\">]><Delete><Object><Key>&c;</Key></Object></Delete>"
      })
  void documentTypesAreRefused(String document) {
    assertThat(refused(() -> DeleteDocument.read(body(document)))).isEqualTo(S3Error.MALFORMED_XML);
  }

  @Test
  void documentsHaveALimitInLengthAndDepth() {
    byte[] tooLong =
        ("<Delete><Object><Key>" + "k".repeat(XmlReader.MAX_BYTES))
            .getBytes(StandardCharsets.UTF_8);
    assertThat(refused(() -> DeleteDocument.read(new ByteArrayInputStream(tooLong))))
        .isEqualTo(S3Error.MAX_MESSAGE_LENGTH_EXCEEDED);
    assertThat(refused(() -> DeleteDocument.read(body("<Delete>" + "<Object>".repeat(100_000)))))
        .isEqualTo(S3Error.MALFORMED_XML);
  }

  @Test
  void aBodyThatFailsIsNotMalformed() {
    InputStream fails = new FailingInputStream();
    assertThat(catchThrowableOfType(IOException.class, () -> DeleteDocument.read(fails)))
        .hasMessage("reset");
  }

  @Test
  void completeUpload() throws IOException {
    CompleteUploadDocument document =
        CompleteUploadDocument.read(
            body(
                "<CompleteMultipartUpload><Part><PartNumber> 1 </PartNumber><ETag>\"e\"</ETag></Part>"
                    + "<Part><ETag>f</ETag><PartNumber>10000</PartNumber><ChecksumCRC64NVME>AAAAAAAAAAA=</ChecksumCRC64NVME></Part>"
                    + "</CompleteMultipartUpload>"));
    assertThat(document.parts())
        .isEqualTo(
            List.of(
                new CompleteUploadDocument.Part(1, "\"e\"", Map.of()),
                new CompleteUploadDocument.Part(10000, "f", Map.of("crc64nvme", "AAAAAAAAAAA="))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<CompleteMultipartUpload/>",
        "<CompleteMultipartUpload><Part/></CompleteMultipartUpload>",
        "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber></Part></CompleteMultipartUpload>",
        "<CompleteMultipartUpload><Part><ETag>e</ETag></Part></CompleteMultipartUpload>",
        "<CompleteMultipartUpload><Part><PartNumber>x</PartNumber><ETag>e</ETag></Part></CompleteMultipartUpload>",
        "<CompleteMultipartUpload><Part><PartNumber>-1</PartNumber><ETag>e</ETag></Part></CompleteMultipartUpload>",
        "<CompleteMultipartUpload><Part><PartNumber>9999999999</PartNumber><ETag>e</ETag></Part></CompleteMultipartUpload>",
        "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>e</ETag><Size>1</Size></Part></CompleteMultipartUpload>",
        "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>e</ETag><ChecksumSHA1>a</ChecksumSHA1><ChecksumSHA1>b</ChecksumSHA1></Part></CompleteMultipartUpload>",
        "<Complete/>"
      })
  void completionsThatAreMalformed(String document) {
    assertThat(refused(() -> CompleteUploadDocument.read(body(document))))
        .isEqualTo(S3Error.MALFORMED_XML);
  }

  @Test
  void aCompletionWithoutADocument() {
    assertThat(refused(() -> CompleteUploadDocument.read(body(""))))
        .isEqualTo(S3Error.INVALID_REQUEST);
  }

  @Test
  void createBucket() throws IOException {
    assertThat(CreateBucketDocument.read(body("")))
        .isEqualTo(new CreateBucketDocument(Optional.empty(), List.of()));
    assertThat(CreateBucketDocument.read(body("<CreateBucketConfiguration/>")))
        .isEqualTo(new CreateBucketDocument(Optional.empty(), List.of()));
    assertThat(
            CreateBucketDocument.read(
                body(
                    "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint>"
                        + "<Tags><Tag><Key>k</Key><Value/></Tag></Tags></CreateBucketConfiguration>")))
        .isEqualTo(
            new CreateBucketDocument(Optional.of("eu-west-1"), List.of(new TagElement("k", ""))));
    assertThat(
            refused(
                () ->
                    CreateBucketDocument.read(
                        body("<CreateBucketConfiguration><Bucket/></CreateBucketConfiguration>"))))
        .isEqualTo(S3Error.MALFORMED_XML);
  }

  @Test
  void tagging() throws IOException {
    assertThat(
            TagElement.readTagging(
                body(
                    "<Tagging><TagSet><Tag><Key> a </Key><Value>1</Value></Tag><Tag><Value>2</Value><Key> a </Key></Tag></TagSet></Tagging>")))
        .containsExactly(new TagElement(" a ", "1"), new TagElement(" a ", "2"));
    assertThat(TagElement.readTagging(body("<Tagging><TagSet/></Tagging>"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<Tagging/>",
        "<Tagging><TagSet><Tag><Key>a</Key></Tag></TagSet></Tagging>",
        "<Tagging><TagSet><Tag><Value>a</Value></Tag></TagSet></Tagging>",
        "<Tagging><TagSet/><TagSet/></Tagging>",
        "<Tagging><Tag><Key>a</Key><Value>b</Value></Tag></Tagging>",
        "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value><More/></Tag></TagSet></Tagging>"
      })
  void taggingsThatAreMalformed(String document) {
    assertThat(refused(() -> TagElement.readTagging(body(document))))
        .isEqualTo(S3Error.MALFORMED_XML);
  }
}
