package io.holdall.tck.linear;

import io.holdall.tck.gen.Content;
import io.holdall.tck.record.ClientThreads;
import java.util.ArrayList;
import java.util.List;

/** {@link Clients} as Java. A client keeps the ETag that it saw last in a local variable. */
final class ClientCode {
  private final Clients clients;
  private int versions;

  ClientCode(Clients clients) {
    this.clients = clients;
  }

  /** Statements, on a bucket of that name, without the last semicolon. */
  String of(String bucket) {
    return ClientThreads.of(
        clients.scripts().stream().map(script -> statements(bucket, script)).toList(), 1);
  }

  private List<String> statements(String bucket, List<Clients.Step> script) {
    List<String> statements = new ArrayList<>();
    for (int key = 0; key < clients.keys(); key++) {
      statements.add("ETag seen" + key + " = null;");
    }
    script.forEach(step -> statements.add(call(bucket, step)));
    return statements;
  }

  private String call(String bucket, Clients.Step step) {
    int key = Math.floorMod(step.key(), clients.keys());
    String name = "\"" + Recorder.name(key) + "\"";
    String seen = "seen" + key;
    String look =
        seen + " = %s.find(%s).map(BlobAttributes::etag).orElse(null);".formatted(bucket, name);
    return switch (step.act()) {
      case PUT -> seen + " = " + put(bucket, name, "");
      case PUT_IF_ABSENT -> guarded(seen + " = " + put(bucket, name, ".ifAbsent()"));
      case PUT_IF_MATCH ->
          "if (%s == null) { %s } else { %s }"
              .formatted(
                  seen, look, guarded(seen + " = " + put(bucket, name, ".ifMatch(" + seen + ")")));
      case DELETE -> bucket + ".delete(" + name + ");";
      case GET ->
          "try (var blob = %s.get(%s)) { %s = blob.attributes().etag(); blob.bytes(); } catch (BlobStoreException absent) {}"
              .formatted(bucket, name, seen);
      case HEAD -> look;
      case LIST -> bucket + ".listPage(ListOptions.all());";
    };
  }

  private String put(String bucket, String name, String condition) {
    int version = ++versions;
    Content content = new Content(clients.size() + version, version & 0xFF);
    return "%s.put(%s, Body.of(%s), PutOptions.defaults().metadata(\"version\", \"%s\")%s).etag();"
        .formatted(bucket, name, content, version, condition);
  }

  private static String guarded(String statement) {
    return "try { " + statement + " } catch (BlobStoreException refused) {}";
  }
}
