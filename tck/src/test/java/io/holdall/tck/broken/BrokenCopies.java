package io.holdall.tck.broken;

import static io.holdall.tck.broken.BrokenStore.broken;
import static io.holdall.tck.broken.Drivers.copy;
import static io.holdall.tck.broken.Drivers.copyOfParts;
import static io.holdall.tck.broken.Drivers.driver;

import io.holdall.BlobRef;
import io.holdall.ContentHeaders;
import io.holdall.CopyOptions;
import io.holdall.ErrorCode;
import io.holdall.GetOptions;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import io.holdall.Tags;
import io.holdall.UserMetadata;
import io.holdall.WriteCondition;
import io.holdall.spi.DriverException;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.OpenBlob;
import io.holdall.spi.Payload;
import io.holdall.spi.StoreDriver;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

final class BrokenCopies {
  private BrokenCopies() {}

  static List<BrokenStore> stores() {
    return List.of(
        broken(
            "COPY-03",
            "takes a plus in the key of a source for a space",
            copy(
                (sound, source, bucket, key, options) ->
                    sound.copy(
                        new BlobRef(source.bucket(), source.key().replace('+', ' ')),
                        bucket,
                        key,
                        options))),
        broken(
                "COPY-05",
                "deletes the target before it looks for the source",
                copy(
                    (sound, source, bucket, key, options) -> {
                      if (!source.equals(new BlobRef(bucket, key))) {
                        sound.delete(bucket, key);
                      }
                      return sound.copy(source, bucket, key, options);
                    }))
            .also("COPY-12", "COPY-13"),
        broken(
            "COPY-05b",
            "takes a missing bucket of a source for a missing key",
            copy(
                (sound, source, bucket, key, options) -> {
                  if (!sound.bucketExists(source.bucket())) {
                    throw new DriverException(ErrorCode.NO_SUCH_KEY, "there is no such source");
                  }
                  return sound.copy(source, bucket, key, options);
                })),
        broken(
                "COPY-06",
                "adds new metadata to the old instead of replacing it",
                copy(BrokenCopies::merging))
            .also("COPY-09"),
        broken(
            "COPY-06",
            "copies blobs of parts without their headers and metadata",
            copyOfParts(
                options ->
                    options.replacement().isEmpty()
                        ? options.replacing(ContentHeaders.none(), UserMetadata.none())
                        : options)),
        broken(
            "COPY-07",
            "copies blobs of parts without their tags",
            copyOfParts(
                options ->
                    options.replacementTags().isEmpty()
                        ? options.replacingTags(Tags.none())
                        : options)),
        broken(
            "COPY-07",
            "copies without the tags",
            copy(
                (sound, source, bucket, key, options) ->
                    sound.copy(
                        source,
                        bucket,
                        key,
                        options.replacingTags(options.replacementTags().orElse(Tags.none()))))),
        broken(
            "COPY-09",
            "forgets the metadata of a blob that is copied onto itself without a change",
            copy(BrokenCopies::ontoItself)),
        broken(
            "COPY-12",
            "says that a source is not modified, as for a read",
            copy(
                (sound, source, bucket, key, options) -> {
                  sound.head(source.bucket(), source.key(), options.sourceConditions());
                  return sound.copy(source, bucket, key, options);
                })),
        broken(
            "COPY-13",
            "weighs the condition of the target against the source",
            copy(BrokenCopies::weighedAgainstTheSource)),
        broken(
                "COPY-01",
                "looks for every source in the bucket of the target",
                copy(
                    (sound, source, bucket, key, options) ->
                        sound.copy(new BlobRef(bucket, source.key()), bucket, key, options)))
            .also("COPY-05b"),
        broken("API-10", "makes links of copies", driver(BrokenCopies::linking)).also("COPY-01"));
  }

  private static PutResult merging(
      StoreDriver sound, BlobRef source, String bucket, String key, CopyOptions options) {
    CopyOptions.Replacement replacement = options.replacement().orElse(null);
    if (replacement == null) {
      return sound.copy(source, bucket, key, options);
    }
    Map<String, String> all = new TreeMap<>();
    sound
        .head(source.bucket(), source.key(), ReadConditions.none())
        .ifPresent(old -> all.putAll(old.metadata().asMap()));
    all.putAll(replacement.metadata().asMap());
    return sound.copy(
        source, bucket, key, options.replacing(replacement.headers(), new UserMetadata(all)));
  }

  private static PutResult ontoItself(
      StoreDriver sound, BlobRef source, String bucket, String key, CopyOptions options) {
    if (source.equals(new BlobRef(bucket, key)) && options.replacement().isEmpty()) {
      return sound.copy(
          source, bucket, key, options.replacing(ContentHeaders.none(), UserMetadata.none()));
    }
    return sound.copy(source, bucket, key, options);
  }

  private static PutResult weighedAgainstTheSource(
      StoreDriver sound, BlobRef source, String bucket, String key, CopyOptions options) {
    if (options.targetCondition() instanceof WriteCondition.IfMatch match) {
      sound.head(source.bucket(), source.key(), ReadConditions.none().ifMatch(match.etag()));
      return sound.copy(source, bucket, key, options.targetCondition(WriteCondition.always()));
    }
    return sound.copy(source, bucket, key, options);
  }

  private static StoreDriver linking(StoreDriver sound) {
    return new ForwardingDriver(sound) {
      private final Map<BlobRef, BlobRef> links = new ConcurrentHashMap<>();

      @Override
      public PutResult copy(BlobRef source, String bucket, String key, CopyOptions options) {
        PutResult copied = sound.copy(source, bucket, key, options);
        links.put(new BlobRef(bucket, key), source);
        return copied;
      }

      @Override
      public PutResult put(String bucket, String key, Payload payload, PutOptions options) {
        links.remove(new BlobRef(bucket, key));
        return sound.put(bucket, key, payload, options);
      }

      @Override
      public OpenBlob get(String bucket, String key, GetOptions options) {
        BlobRef link = links.get(new BlobRef(bucket, key));
        return link == null
            ? sound.get(bucket, key, options)
            : sound.get(link.bucket(), link.key(), options);
      }
    };
  }
}
