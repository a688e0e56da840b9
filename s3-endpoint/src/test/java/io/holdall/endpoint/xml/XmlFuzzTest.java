package io.holdall.endpoint.xml;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class XmlFuzzTest {
  @Provide
  Arbitrary<List<String>> tokens() {
    return Arbitraries.of(
            "<a>",
            "</a>",
            "<a",
            "/>",
            ">",
            "<",
            "&",
            ";",
            "&#",
            "x1F600",
            "&amp;",
            "<![CDATA[",
            "]]>",
            "<!--",
            "-->",
            "<?",
            "?>",
            "<!DOCTYPE a [",
            "<!ENTITY e 'v'>",
            "]>",
            "&e;",
            " xmlns='x'",
            " b='c'",
            "'",
            "\"",
            "text",
            "\u0000",
            "\ufffe",
            "\ud83d\ude00",
            "<?xml version='1.1' encoding='UTF-16'?>",
            "\r",
            "<b:a>",
            "</b:a>")
        .list()
        .ofMaxSize(12);
  }

  @Property(tries = 3000)
  void whateverIsSentIsADocumentOrMalformed(@ForAll("tokens") List<String> tokens) {
    byte[] document = ("<a>" + String.join("", tokens)).getBytes(StandardCharsets.UTF_8);
    try {
      assertThat(XmlReader.parse(document, "a").name()).isEqualTo("a");
    } catch (S3Exception e) {
      assertThat(e.error()).isEqualTo(S3Error.MALFORMED_XML);
    }
  }
}
