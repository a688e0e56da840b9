package io.holdall.endpoint.xml;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;

class XmlWriterTest {
  private static String text(byte[] document) {
    return new String(document, StandardCharsets.UTF_8);
  }

  @Test
  void aDocument() {
    byte[] document =
        XmlWriter.document(
            "ListBucketResult",
            xml ->
                xml.element("Name", "b")
                    .element("Prefix", "")
                    .element("MaxKeys", 1000)
                    .element("IsTruncated", false)
                    .element("Contents", c -> c.element("Key", "k").element("ETag", "\"e\"")));
    assertThat(text(document))
        .isEqualTo(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
                + "<Name>b</Name><Prefix></Prefix><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>"
                + "<Contents><Key>k</Key><ETag>&quot;e&quot;</ETag></Contents></ListBucketResult>");
  }

  @Test
  void aRootWithTextAlone() {
    assertThat(text(XmlWriter.document("LocationConstraint", xml -> xml.text("eu-west-1"))))
        .endsWith("2006-03-01/\">eu-west-1</LocationConstraint>");
  }

  @Test
  void whatIsEscaped() {
    byte[] document =
        XmlWriter.documentWithoutNamespace(
            "k",
            xml ->
                xml.text(
                    "&<>\"'\r\n\t\u0001\u001f\u007f\u0085\u2028\ufffe\uffff\u00e9\ud83d\ude00"));
    assertThat(text(document))
        .isEqualTo(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<k>&amp;&lt;&gt;&quot;&apos;&#13;&#10;&#9;&#1;&#31;\u007f\u0085\u2028"
                + "&#65534;&#65535;\u00e9\ud83d\ude00</k>");
  }

  @Property(tries = 500)
  void whatXmlCanCarryIsReadAsWritten(@ForAll @CharRange(from = ' ', to = '\ud7ff') String text) {
    String withLines = text + "\r\n\t\r" + text;
    byte[] document = XmlWriter.document("a", xml -> xml.element("b", withLines));
    assertThat(XmlReader.parse(document, "a").requiredText("b")).isEqualTo(withLines);
  }

  /**
   * Listings say such keys as S3 does; an error or the id of an upload must not be lost for them.
   */
  @Test
  void whatIsRepeatedCanBeParsed() {
    String key = "a\u0000\u0001\uFFFE\uFFFF<\r\n\uD83D\uDE00";
    String readable = "a\uFFFD\uFFFD\uFFFD\uFFFD<\r\n\uD83D\uDE00";
    S3Exception error = new S3Exception(S3Error.NO_SUCH_KEY, "no " + key).with("Key", key);
    XmlElement document = XmlReader.parse(ErrorDocument.of(error, "R", "H"), "Error");
    assertThat(document.requiredText("Code")).isEqualTo("NoSuchKey");
    assertThat(document.requiredText("Message")).isEqualTo("no " + readable);
    assertThat(document.requiredText("Key")).isEqualTo(readable);
    XmlElement started =
        XmlReader.parse(UploadDocuments.started("b", key, "u"), "InitiateMultipartUploadResult");
    assertThat(started.requiredText("Key")).isEqualTo(readable);
    assertThat(started.requiredText("UploadId")).isEqualTo("u");
  }

  @Test
  void anError() {
    S3Exception error =
        new S3Exception(S3Error.NO_SUCH_BUCKET).with("BucketName", "a<b").with("Other", "1");
    assertThat(text(ErrorDocument.of(error, "R", "H")))
        .isEqualTo(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>NoSuchBucket</Code>"
                + "<Message>The specified bucket does not exist</Message><BucketName>a&lt;b</BucketName><Other>1</Other>"
                + "<RequestId>R</RequestId><HostId>H</HostId></Error>");
  }
}
