package io.holdall.tck.broken;

import static io.holdall.tck.broken.BrokenStore.broken;
import static io.holdall.tck.broken.Drivers.copy;
import static io.holdall.tck.broken.Drivers.list;
import static io.holdall.tck.broken.Drivers.multipart;

import io.holdall.BlobRef;
import io.holdall.ErrorCode;
import io.holdall.ListOptions;
import io.holdall.PutOptions;
import io.holdall.spi.DriverException;
import io.holdall.spi.MultipartDriver;
import java.util.List;
import java.util.function.UnaryOperator;

/** Keys that go astray on one of their ways. */
final class BrokenKeyRoutes {
  private BrokenKeyRoutes() {}

  static List<BrokenStore> stores() {
    return List.of(
        broken(
            "KEY-12b",
            "takes a carriage return in the source of a copy for a line feed",
            copy(
                (sound, source, bucket, key, options) ->
                    sound.copy(
                        new BlobRef(source.bucket(), withoutReturns(source.key())),
                        bucket,
                        key,
                        options))),
        broken(
            "KEY-12b",
            "takes a carriage return in the key of an upload for a line feed",
            multipart((sound, uploads) -> new Read(uploads, BrokenKeyRoutes::withoutReturns))),
        broken(
            "KEY-12c",
            "takes a carriage return in a prefix for a line feed",
            list(
                (sound, bucket, options) ->
                    sound.list(bucket, withPrefix(options, withoutReturns(options.prefix()))))),
        broken(
            "KEY-12c",
            "takes a carriage return in a start for a line feed",
            list(
                (sound, bucket, options) ->
                    sound.list(bucket, options.startAfter(withoutReturns(options.startAfter()))))),
        broken(
            "KEY-01a",
            "copies no blob whose key is above 700 characters",
            copy(
                (sound, source, bucket, key, options) -> {
                  if (source.key().length() > 700) {
                    throw new DriverException(ErrorCode.INVALID_ARGUMENT, "too long a source");
                  }
                  return sound.copy(source, bucket, key, options);
                })),
        broken(
            "KEY-01a",
            "starts uploads under no segment above 254 characters",
            multipart(
                (sound, uploads) ->
                    new Read(
                        uploads,
                        key -> {
                          for (String segment : key.split("/", -1)) {
                            if (segment.length() > 254) {
                              throw new DriverException(
                                  ErrorCode.INVALID_ARGUMENT, "too long a segment");
                            }
                          }
                          return key;
                        }))),
        broken(
            "KEY-01b",
            "goes by the first 512 characters of a start",
            list(
                (sound, bucket, options) ->
                    sound.list(
                        bucket,
                        options.startAfter(
                            options
                                .startAfter()
                                .substring(0, Math.min(512, options.startAfter().length())))))));
  }

  private static String withoutReturns(String text) {
    return text.replace("\r\n", "\n").replace('\r', '\n');
  }

  private static ListOptions withPrefix(ListOptions options, String prefix) {
    return new ListOptions(
        prefix, options.delimiter(), options.startAfter(), options.pageSize(), options.token());
  }

  /** Starts uploads under what is read for the key. */
  private static final class Read extends ForwardingMultipart {
    private final UnaryOperator<String> read;

    Read(MultipartDriver uploads, UnaryOperator<String> read) {
      super(uploads);
      this.read = read;
    }

    @Override
    public String start(String bucket, String key, PutOptions options) {
      return super.start(bucket, read.apply(key), options);
    }
  }
}
