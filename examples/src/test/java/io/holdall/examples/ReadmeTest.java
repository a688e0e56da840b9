package io.holdall.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every Java snippet of the documents stands, line for line, in a source that the build compiles.
 */
class ReadmeTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern SNIPPET = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

  @Test
  void snippetsAreCompiledCode() throws IOException {
    List<String> sources = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        sources.add(flattened(Files.readString(file)));
      }
    }
    int snippets = 0;
    for (String document : List.of("README.md", "docs/kit.md")) {
      Matcher matcher = SNIPPET.matcher(Files.readString(ROOT.resolve(document)));
      while (matcher.find()) {
        String snippet = flattened(matcher.group(1));
        assertThat(sources)
            .as("%s shows code that no example holds:%n%s", document, matcher.group(1))
            .anyMatch(source -> source.contains(snippet));
        snippets++;
      }
    }
    assertThat(snippets).isGreaterThanOrEqualTo(4);
  }

  /** White space says nothing, so that a document may indent as it likes. */
  private static String flattened(String code) {
    return code.replaceAll("\\s+", " ").strip();
  }
}
