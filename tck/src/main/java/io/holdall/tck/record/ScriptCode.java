package io.holdall.tck.record;

import io.holdall.Blob;
import io.holdall.BlobAttributes;
import io.holdall.BlobStoreException;
import io.holdall.BlobWriter;
import io.holdall.ListEntry;
import io.holdall.ListPage;
import io.holdall.MultipartUpload;
import io.holdall.PartInfo;
import io.holdall.PutResult;
import io.holdall.UploadedPart;
import io.holdall.tck.gen.Bodies;
import io.holdall.tck.gen.Content;
import io.holdall.tck.record.Script.Client;
import io.holdall.tck.record.Script.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes out the calls of a {@link Script}. */
final class ScriptCode {
  /** Of a longer script the middle is left out. */
  private static final int MOST_LINES = 120;

  private final Map<Object, String> names;

  /**
   * @param names expressions for what does not tell by itself, such as bodies
   */
  ScriptCode(Map<Object, String> names) {
    this.names = new HashMap<>(names);
  }

  String of(List<Line> lines) {
    JavaCode code = new JavaCode(names);
    List<String> text = new ArrayList<>();
    for (int i = 0; i < lines.size(); ) {
      Client client = lines.get(i).client;
      if (client == null) {
        text.add(spell(lines.get(i), code));
        name(lines.get(i), names::putIfAbsent);
        i++;
      } else {
        int end = i;
        while (end < lines.size() && isOf(lines.get(end).client, client.meeting())) {
          end++;
        }
        text.add(clients(lines.subList(i, end), client.meeting()));
        i = end;
      }
    }
    String script = String.join("\n", shortened(text, MOST_LINES));
    return script
        + (script.contains(Content.METHOD + "(") ? "\n\n" + Content.SOURCE : "")
        + (script.contains(Bodies.METHOD + "(") ? "\n\n" + Bodies.SOURCE : "");
  }

  private static boolean isOf(@Nullable Client client, int meeting) {
    return client != null && client.meeting() == meeting;
  }

  private static List<String> shortened(List<String> text, int most) {
    int left = text.size() - most;
    if (left <= 0) {
      return text;
    }
    List<String> shorter = new ArrayList<>(text.subList(0, most / 2));
    shorter.add("// … " + left + " more calls …");
    shorter.addAll(text.subList(most / 2 + left, text.size()));
    return shorter;
  }

  private String clients(List<Line> lines, int meeting) {
    Map<Integer, List<Line>> byClient =
        lines.stream()
            .collect(
                Collectors.groupingBy(
                    line -> Optional.ofNullable(line.client).map(Client::number).orElse(-1),
                    TreeMap::new,
                    Collectors.toList()));
    int most = MOST_LINES / byClient.size();
    return ClientThreads.of(
            byClient.values().stream().map(mine -> shortened(client(mine), most)).toList(), meeting)
        + ";";
  }

  /**
   * The statements of one client. Whom a store refuses depends on how the clients meet, so that
   * each may be refused; and only what the client has seen itself goes by a name.
   */
  private List<String> client(List<Line> lines) {
    Map<Object, String> mine = new HashMap<>(names);
    JavaCode code = new JavaCode(mine);
    List<String> calls = new ArrayList<>();
    for (Line line : lines) {
      calls.add(line.code.apply(code));
      name(line, mine::put);
    }
    List<String> text = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Pattern name = Pattern.compile("\\b" + lines.get(i).name() + "\\b");
      boolean isNamed =
          !lines.get(i).stem.isEmpty()
              && calls.subList(i + 1, calls.size()).stream()
                  .anyMatch(it -> name.matcher(it).find());
      text.add(ofClient(lines.get(i), calls.get(i), isNamed));
    }
    return text;
  }

  private static String ofClient(Line line, String call, boolean isNamed) {
    boolean isBlob = line.stem.equals("blob");
    String statement;
    if (isNamed) {
      String declared = "var " + line.name() + " = " + call + ";";
      statement = isBlob ? declared + " " + line.name() + ".bytes();" : declared;
    } else if (isBlob) {
      statement = refusable("try (var blob = " + call + ") { blob.bytes(); }");
    } else {
      String made = line.stem.equals("listing") ? call + ".stream().toList()" : call;
      statement = refusable("try { " + made + "; }");
    }
    RuntimeException thrown = line.thrown;
    return statement + commented(thrown == null ? comment(line.result) : why(thrown));
  }

  private static String refusable(String statement) {
    return statement + " catch (BlobStoreException refused) {}";
  }

  private static String spell(Line line, JavaCode code) {
    String call = line.code.apply(code);
    RuntimeException thrown = line.thrown;
    if (thrown != null) {
      return "assertThrows(%s.class, () -> %s); // %s"
          .formatted(thrown.getClass().getSimpleName(), call, why(thrown));
    }
    String declared = line.stem.isEmpty() ? "" : "var " + line.name() + " = ";
    return declared + call + ";" + commented(comment(line.result));
  }

  private static String why(RuntimeException thrown) {
    String why =
        thrown instanceof BlobStoreException e ? e.code().toString() : String.valueOf(thrown);
    return why.lines().findFirst().orElse("");
  }

  private static String commented(String comment) {
    return comment.isEmpty() ? "" : " // " + comment;
  }

  /** So that later lines can speak of what this one returned. */
  private static void name(Line line, BiConsumer<Object, String> names) {
    Object result = line.result;
    if (result instanceof PutResult put) {
      names.accept(put.etag(), line.name() + ".etag()");
    } else if (result instanceof Blob blob) {
      names.accept(blob.attributes().etag(), line.name() + ".attributes().etag()");
    } else if (result instanceof BlobWriter writer) {
      names.accept(writer, line.name());
    } else if (result instanceof UploadedPart part) {
      names.accept(part, line.name());
    } else if (result instanceof ListPage page) {
      page.nextToken()
          .ifPresent(token -> names.accept(token, line.name() + ".nextToken().orElseThrow()"));
    } else if (result instanceof MultipartUpload upload) {
      names.accept(upload.id(), line.name() + ".id()");
    } else if (result instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        if (list.get(i) instanceof PartInfo part) {
          names.accept(part.part(), line.name() + ".get(" + i + ").part()");
        }
      }
    }
  }

  private static String comment(@Nullable Object result) {
    if (result instanceof PutResult put) {
      return put.etag().toString();
    } else if (result instanceof BlobAttributes attributes) {
      return attributes.size() + " bytes, " + attributes.etag();
    } else if (result instanceof Blob blob) {
      return comment(blob.attributes());
    } else if (result instanceof UploadedPart part) {
      return part.etag().toString();
    } else if (result instanceof ListPage page) {
      return page.entries().stream()
              .map(ListEntry::name)
              .map(JavaCode::quoted)
              .collect(Collectors.joining(", ", "[", "]"))
          + (page.nextToken().isPresent() ? " and more" : "");
    } else if (result instanceof Optional<?> found
        && found.orElse(null) instanceof BlobAttributes attributes) {
      return comment(attributes);
    } else if (result instanceof Boolean || result instanceof Optional<?>) {
      return String.valueOf(result);
    }
    return "";
  }
}
