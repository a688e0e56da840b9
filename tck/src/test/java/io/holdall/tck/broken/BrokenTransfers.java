package io.holdall.tck.broken;

import static io.holdall.tck.broken.BrokenCompletions.complete;
import static io.holdall.tck.broken.BrokenStore.broken;
import static io.holdall.tck.broken.Buckets.bucket;
import static io.holdall.tck.broken.Buckets.put;
import static io.holdall.tck.broken.Drivers.multipart;

import io.holdall.BlobAttributes;
import io.holdall.BlobStoreException;
import io.holdall.BlobWriter;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.DirectoryReport;
import io.holdall.ErrorCode;
import io.holdall.GetOptions;
import io.holdall.ListOptions;
import io.holdall.PutOptions;
import io.holdall.TransferListener;
import io.holdall.UserMetadata;
import io.holdall.WriteCondition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

final class BrokenTransfers {
  private BrokenTransfers() {}

  static List<BrokenStore> stores() {
    return List.of(
        broken(
                "XFER-01",
                "empties a blob when a writer for it is opened",
                writer(
                    (sound, key) -> {
                      if (sound.exists(key)) {
                        sound.put(key, Body.empty());
                      }
                    }))
            .also("XFER-02"),
        broken(
                "XFER-02",
                "makes an empty blob when a writer for it is opened",
                writer(
                    (sound, key) -> {
                      if (!sound.exists(key)) {
                        sound.put(key, Body.empty());
                      }
                    }))
            .also("XFER-12"),
        broken(
            "XFER-03",
            "loses the metadata of large bodies",
            multipart(
                (sound, uploads) ->
                    new ForwardingMultipart(uploads) {
                      @Override
                      public String start(String bucket, String key, PutOptions options) {
                        return uploads.start(bucket, key, options.metadata(UserMetadata.none()));
                      }
                    })),
        broken(
                "XFER-04",
                "leaves an upload behind when a large body fails",
                multipart(
                    (sound, uploads) ->
                        new ForwardingMultipart(uploads) {
                          @Override
                          public void abort(String bucket, String key, String uploadId) {}
                        }))
            .also("XFER-11", "XFER-12"),
        broken("XFER-05", "tells no listener anything", listener(it -> TransferListener.silent()))
            .also("XFER-06"),
        broken(
            "XFER-06",
            "goes on whatever a listener throws",
            listener(
                listener ->
                    (bytes, total) -> {
                      try {
                        listener.progressed(bytes, total);
                      } catch (IllegalStateException e) {
                        // Swallowed: that is the defect.
                      }
                    })),
        broken(
            "XFER-07",
            "leaves its temporary file beside a download",
            download(
                (sound, key, file, options) -> {
                  BlobAttributes blob = sound.download(key, file, options);
                  Files.write(file.resolveSibling(file.getFileName() + ".part"), new byte[1]);
                  return blob;
                })),
        broken(
            "XFER-08",
            "empties the file before it asks for the blob",
            download(
                (sound, key, file, options) -> {
                  if (Files.isRegularFile(file)) {
                    Files.write(file, new byte[0]);
                  }
                  return sound.download(key, file, options);
                })),
        broken(
            "XFER-09",
            "leaves empty files out of a directory",
            bucket(
                sound ->
                    new ForwardingBucket(sound) {
                      @Override
                      public DirectoryReport uploadDirectory(
                          Path directory, String prefix, PutOptions options) {
                        DirectoryReport report = sound.uploadDirectory(directory, prefix, options);
                        sound.list(ListOptions.under(prefix)).stream()
                            .filter(blob -> blob.size() == 0)
                            .forEach(blob -> sound.delete(blob.key()));
                        return report;
                      }
                    })),
        broken(
            "XFER-10",
            "downloads nothing where a key cannot be a file, in silence",
            bucket(
                sound ->
                    new ForwardingBucket(sound) {
                      @Override
                      public DirectoryReport downloadDirectory(String prefix, Path directory) {
                        try {
                          return sound.downloadDirectory(prefix, directory);
                        } catch (BlobStoreException e) {
                          if (e.code() != ErrorCode.INVALID_ARGUMENT) {
                            throw e;
                          }
                          return new DirectoryReport(0, 0);
                        }
                      }
                    })),
        broken(
            "XFER-11",
            "forgets the condition of a large body",
            complete(
                (sound, uploads, target, parts, options) ->
                    target.complete(uploads, parts, options.condition(WriteCondition.always())))),
        broken(
                "XFER-12",
                "forgets the last of more than two parts",
                complete(
                    (sound, uploads, target, parts, options) ->
                        target.complete(
                            uploads,
                            parts.size() > 2 ? parts.subList(0, parts.size() - 1) : parts,
                            options)))
            .also("XFER-03", "XFER-05"),
        broken(
                "XFER-13",
                "downloads the whole blob for a range of it",
                download(
                    (sound, key, file, options) ->
                        sound.download(
                            key, file, GetOptions.defaults().conditions(options.conditions()))))
            .also("XFER-08"));
  }

  private interface Opening {
    void opening(Bucket sound, String key);
  }

  private static BrokenStore.Defect writer(Opening broken) {
    return bucket(
        sound ->
            new ForwardingBucket(sound) {
              @Override
              public BlobWriter writer(String key, PutOptions options) {
                broken.opening(sound, key);
                return sound.writer(key, options);
              }
            });
  }

  private static BrokenStore.Defect listener(UnaryOperator<TransferListener> broken) {
    return put(
        (sound, key, body, options) ->
            sound.put(
                key,
                body,
                options.transfer(
                    options.transfer().listener(broken.apply(options.transfer().listener())))));
  }

  private interface Download {
    BlobAttributes download(Bucket sound, String key, Path file, GetOptions options)
        throws IOException;
  }

  private static BrokenStore.Defect download(Download broken) {
    return bucket(
        sound ->
            new ForwardingBucket(sound) {
              @Override
              public BlobAttributes download(String key, Path file, GetOptions options) {
                try {
                  return broken.download(sound, key, file, options);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }
            });
  }
}
