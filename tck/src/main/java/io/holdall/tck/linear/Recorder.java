package io.holdall.tck.linear;

import io.holdall.Blob;
import io.holdall.BlobAttributes;
import io.holdall.BlobInfo;
import io.holdall.BlobStoreException;
import io.holdall.Bucket;
import io.holdall.ETag;
import io.holdall.ErrorCode;
import io.holdall.ListOptions;
import io.holdall.ListPage;
import io.holdall.PutOptions;
import io.holdall.tck.gen.Content;
import io.holdall.tck.model.ListRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Makes the calls of {@link Clients} and writes down when they began, when they ended, and which
 * version each saw. A version can be told from the size, the metadata and the bytes of its blob,
 * and the three must agree.
 */
final class Recorder {
  private static final String VERSION = "version";
  private static final Set<ErrorCode> REFUSALS =
      Set.of(ErrorCode.PRECONDITION_FAILED, ErrorCode.NO_SUCH_KEY, ErrorCode.CONFLICT);

  private final Bucket bucket;
  private final Clients clients;
  private final AtomicInteger versions = new AtomicInteger();

  Recorder(Bucket bucket, Clients clients) {
    this.bucket = bucket;
    this.clients = clients;
  }

  /** An operation and the key that it was on. */
  private record Noted(int key, Operation operation) {}

  private record Seen(int version, ETag etag) {}

  List<KeyHistory> run() {
    List<Callable<List<Noted>>> tasks = new ArrayList<>();
    for (int i = 0; i < clients.scripts().size(); i++) {
      Client client = new Client(i);
      List<Clients.Step> script = clients.scripts().get(i);
      tasks.add(() -> client.perform(script));
    }
    List<Noted> all = new ArrayList<>();
    Together.run(tasks).forEach(all::addAll);
    // Without a look at what is there in the end, a last write that was lost would not be missed.
    all.addAll(new Client(tasks.size()).look());
    return IntStream.range(0, clients.keys())
        .mapToObj(
            key ->
                new KeyHistory(
                    name(key),
                    all.stream().filter(it -> it.key() == key).map(Noted::operation).toList()))
        .toList();
  }

  static String name(int key) {
    return "key-" + key;
  }

  private Content content(int version) {
    return new Content(clients.size() + version, version & 0xFF);
  }

  private int versionOfSize(long size) {
    long version = size - clients.size();
    if (version < 1 || version > versions.get()) {
      throw new AssertionError("a blob of %s bytes was never put".formatted(size));
    }
    return (int) version;
  }

  /** For one thread. */
  private final class Client {
    private final int number;
    private final Map<Integer, Seen> seen = new HashMap<>();
    private final List<Noted> noted = new ArrayList<>();

    Client(int number) {
      this.number = number;
    }

    List<Noted> perform(List<Clients.Step> script) {
      script.forEach(this::perform);
      return noted;
    }

    List<Noted> look() {
      for (int key = 0; key < clients.keys(); key++) {
        int each = key;
        read(key, Call.Way.GET, () -> get(each));
      }
      return noted;
    }

    private void perform(Clients.Step step) {
      int key = Math.floorMod(step.key(), clients.keys());
      switch (step.act()) {
        case PUT -> put(key, PutOptions.defaults(), Call.Put::new);
        case PUT_IF_ABSENT -> put(key, PutOptions.defaults().ifAbsent(), Call.PutIfAbsent::new);
        case PUT_IF_MATCH -> putIfMatch(key);
        case DELETE -> delete(key);
        case GET -> read(key, Call.Way.GET, () -> get(key));
        case HEAD -> read(key, Call.Way.HEAD, () -> head(key));
        case LIST -> list();
      }
    }

    private interface Writing {
      Call of(int version);
    }

    private void putIfMatch(int key) {
      Seen last = seen.get(key);
      if (last == null) {
        read(key, Call.Way.GET, () -> get(key));
      } else {
        put(
            key,
            PutOptions.defaults().ifMatch(last.etag()),
            version -> new Call.PutIfMatch(last.version(), version));
      }
    }

    private void put(int key, PutOptions options, Writing call) {
      int version = versions.incrementAndGet();
      PutOptions marked = options.metadata(VERSION, String.valueOf(version));
      write(
          key,
          call.of(version),
          () -> {
            ETag etag = bucket.put(name(key), content(version).body(), marked).etag();
            seen.put(key, new Seen(version, etag));
          });
    }

    private void delete(int key) {
      write(key, new Call.Delete(), () -> bucket.delete(name(key)));
    }

    private void write(int key, Call call, Runnable action) {
      note(
          key,
          call,
          () -> {
            action.run();
            return new Reply.Done();
          });
    }

    private void read(int key, Call.Way way, Supplier<Integer> version) {
      note(key, new Call.Read(way), () -> new Reply.Saw(version.get()));
    }

    private void note(int key, Call call, Supplier<Reply> action) {
      long start = System.nanoTime();
      Reply reply = reply(action);
      long end = reply instanceof Reply.Lost ? Long.MAX_VALUE : System.nanoTime();
      noted.add(new Noted(key, new Operation(number, call, reply, start, end)));
    }

    private static Reply reply(Supplier<Reply> action) {
      try {
        return action.get();
      } catch (BlobStoreException e) {
        if (Reply.Lost.is(e.code())) {
          return new Reply.Lost();
        }
        if (REFUSALS.contains(e.code())) {
          return new Reply.Refused(e.code());
        }
        throw e;
      }
    }

    private int get(int key) {
      Optional<Seen> found = found(() -> open(key));
      found.ifPresent(it -> seen.put(key, it));
      return found.map(Seen::version).orElse(KeyModel.NOTHING);
    }

    private Seen open(int key) {
      try (Blob blob = bucket.get(name(key))) {
        Seen told = told(blob.attributes());
        if (!Arrays.equals(blob.bytes(), content(told.version()).bytes())) {
          throw new AssertionError(
              "the bytes that were read are not those of version " + told.version());
        }
        return told;
      }
    }

    private static Optional<Seen> found(Supplier<Seen> look) {
      try {
        return Optional.of(look.get());
      } catch (BlobStoreException e) {
        if (e.code() == ErrorCode.NO_SUCH_KEY) {
          return Optional.empty();
        }
        throw e;
      }
    }

    private int head(int key) {
      Optional<Seen> found = bucket.find(name(key)).map(this::told);
      found.ifPresent(it -> seen.put(key, it));
      return found.map(Seen::version).orElse(KeyModel.NOTHING);
    }

    private Seen told(BlobAttributes blob) {
      int version = versionOfSize(blob.size());
      String marked = blob.metadata().asMap().getOrDefault(VERSION, "none");
      if (!marked.equals(String.valueOf(version))) {
        throw new AssertionError(
            "a blob has the size of version %s and the metadata of version %s"
                .formatted(version, marked));
      }
      return new Seen(version, blob.etag());
    }

    /**
     * One page is a read of every key that could be on it, for it may end before the last one
     * (LIST-08); of several keys it need not be at one time (CONS-04).
     */
    private void list() {
      long start = System.nanoTime();
      Map<String, Integer> shown = new HashMap<>();
      String last = "";
      boolean isWhole;
      try {
        ListPage page = bucket.listPage(ListOptions.all());
        isWhole = page.nextToken().isEmpty();
        for (BlobInfo blob : page.blobs()) {
          shown.put(blob.key(), versionOfSize(blob.size()));
          last = blob.key();
        }
      } catch (BlobStoreException e) {
        if (!Reply.Lost.is(e.code())) {
          throw e;
        }
        return;
      }
      long end = System.nanoTime();
      for (int key = 0; key < clients.keys(); key++) {
        if (!isWhole && ListRules.ORDER.compare(name(key), last) > 0) {
          continue;
        }
        Reply reply = new Reply.Saw(shown.getOrDefault(name(key), KeyModel.NOTHING));
        noted.add(
            new Noted(key, new Operation(number, new Call.Read(Call.Way.LIST), reply, start, end)));
      }
    }
  }
}
