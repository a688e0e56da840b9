package io.holdall.tck.broken;

import static io.holdall.tck.broken.BrokenStore.broken;
import static io.holdall.tck.broken.Buckets.put;
import static io.holdall.tck.broken.Drivers.copy;
import static io.holdall.tck.broken.Drivers.copyOfParts;

import io.holdall.ChecksumAlgorithm;
import java.util.List;

final class BrokenChecksums {
  private BrokenChecksums() {}

  static List<BrokenStore> stores() {
    return List.of(
        unverified("CHK-06a", ChecksumAlgorithm.CRC32),
        unverified("CHK-06b", ChecksumAlgorithm.CRC32C),
        unverified("CHK-06c", ChecksumAlgorithm.CRC64NVME),
        unverified("CHK-06d", ChecksumAlgorithm.SHA1),
        unverified("CHK-06e", ChecksumAlgorithm.SHA256),
        broken(
            "CHK-09",
            "computes a CRC32 where no checksum was chosen",
            put(
                (sound, key, body, options) ->
                    sound.put(
                        key,
                        body,
                        options.checksumAlgorithm().isPresent()
                                || body.expectedChecksum().isPresent()
                            ? options
                            : options.checksum(ChecksumAlgorithm.CRC32)))),
        broken(
            "CHK-31",
            "computes a CRC64NVME of every copy that chose no checksum",
            copy(
                (sound, source, bucket, key, options) ->
                    sound.copy(
                        source,
                        bucket,
                        key,
                        options.checksum(
                            options.checksumAlgorithm().orElse(ChecksumAlgorithm.CRC64NVME))))),
        broken(
            "CHK-31",
            "computes a CRC64NVME of copied uploads",
            copyOfParts(
                options ->
                    options.checksumAlgorithm().isEmpty()
                        ? options.checksum(ChecksumAlgorithm.CRC64NVME)
                        : options)),
        broken(
            "PUT-31",
            "stores bodies without looking at their MD5",
            put(
                (sound, key, body, options) ->
                    sound.put(
                        key,
                        body.expectedMd5().isPresent() ? Values.unchecked(body) : body,
                        options))));
  }

  private static BrokenStore unverified(String rule, ChecksumAlgorithm algorithm) {
    return broken(
        rule,
        "computes " + algorithm + " and does not compare it with what is expected",
        put(
            (sound, key, body, options) ->
                body.expectedChecksum().filter(it -> it.algorithm() == algorithm).isPresent()
                    ? sound.put(key, Values.unchecked(body), options.checksum(algorithm))
                    : sound.put(key, body, options)));
  }
}
