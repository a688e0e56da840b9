package io.holdall.cli;

import io.holdall.Blob;
import io.holdall.BlobAttributes;
import io.holdall.BlobRef;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.CopyOptions;
import io.holdall.DirectoryReport;
import io.holdall.Feature;
import io.holdall.GetOptions;
import io.holdall.PutOptions;
import io.holdall.ReadConditions;
import io.holdall.TransferOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "cp",
    description = "Copy between files and blobs, or from blob to blob, also of different stores.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "A target that ends in / or names a bucket alone gets the source's last name. What goes with a",
      "blob to another blob: its headers, its metadata and, where both stores have them, its tags.",
      "With --recursive the files below a directory are the blobs of a folder: bucket/a and bucket/a/",
      "name the same.",
      "- is standard input or standard output."
    })
final class CpCommand implements Callable<Integer> {
  private static final String STANDARD_STREAM = "-";

  @ParentCommand private Main main;

  @Parameters(index = "0", paramLabel = "FROM", description = "A file, a blob, or -.")
  private String from;

  @Parameters(index = "1", paramLabel = "TO", description = "A file, a blob, or -.")
  private String to;

  @Option(
      names = {"-r", "--recursive"},
      description = "Copy a directory, or all blobs of a folder.")
  private boolean recursive;

  @Option(names = "--content-type", description = "The content type of the new blob.")
  private String contentType = "";

  @Override
  public Integer call() throws IOException {
    boolean fromStore = Place.isUrl(from);
    boolean toStore = Place.isUrl(to);
    if (fromStore && toStore) {
      if (recursive) {
        throw new UsageException("cp --recursive copies between a directory and a store");
      }
      if (Place.isSameStore(from, to)) {
        within();
      } else {
        between();
      }
    } else if (fromStore) {
      download();
    } else if (toStore) {
      upload();
    } else {
      throw new UsageException(
          "neither \"%s\" nor \"%s\" is the URL of a store".formatted(from, to));
    }
    return 0;
  }

  private void upload() throws IOException {
    try (Place place = Place.inBucket(to);
        Progress progress = new Progress(main.err)) {
      PutOptions options = options(progress);
      if (recursive) {
        tell(place.bucket().uploadDirectory(Path.of(from), place.folder(), options));
      } else if (from.equals(STANDARD_STREAM)) {
        place.bucket().put(target(place, ""), Body.of(main.in), options);
      } else {
        Path file = Path.of(from);
        if (Files.isDirectory(file)) {
          throw new UsageException("\"" + from + "\" is a directory; copy it with --recursive");
        }
        Path name = file.getFileName();
        place
            .bucket()
            .put(target(place, name == null ? "" : name.toString()), Body.of(file), options);
      }
    }
  }

  private void download() throws IOException {
    if (!contentType.isEmpty()) {
      throw new UsageException("--content-type is of blobs; a file has no content type");
    }
    if (recursive) {
      try (Place place = Place.inBucket(from)) {
        tell(place.bucket().downloadDirectory(place.folder(), Path.of(to)));
      }
    } else if (to.equals(STANDARD_STREAM)) {
      try (Place place = Place.ofBlob(from);
          Blob blob = place.bucket().get(place.key())) {
        blob.writeTo(main.standardOutput());
      }
    } else {
      try (Place place = Place.ofBlob(from);
          Progress progress = new Progress(main.err)) {
        Path target = Path.of(to);
        if (to.endsWith("/") || Files.isDirectory(target)) {
          target = target.resolve(lastName(place.key()));
        }
        place
            .bucket()
            .download(
                place.key(),
                target,
                GetOptions.defaults().transfer(TransferOptions.defaults().listener(progress)));
      }
    }
  }

  /** By the store itself. */
  private void within() throws IOException {
    try (Place source = Place.ofBlob(from)) {
      Place target = source.elsewhere(to);
      BlobRef blob = new BlobRef(source.bucket().name(), source.key());
      CopyOptions options = CopyOptions.defaults();
      if (!contentType.isEmpty()) {
        BlobAttributes now = source.bucket().head(source.key());
        options =
            options
                .sourceConditions(ReadConditions.none().ifMatch(now.etag()))
                .replacing(now.headers().contentType(contentType), now.metadata());
      }
      target.bucket().copy(blob, target(target, lastName(source.key())), options);
    }
  }

  /** Through this process, because the two stores know nothing of each other. */
  private void between() throws IOException {
    try (Place source = Place.ofBlob(from);
        Place target = Place.inBucket(to);
        Progress progress = new Progress(main.err);
        Blob blob = source.bucket().get(source.key())) {
      PutOptions options =
          options(progress)
              .headers(blob.attributes().headers())
              .metadata(blob.attributes().metadata());
      if (hasTags(blob) && target.store().features().contains(Feature.TAGS)) {
        options = options.tags(source.bucket().tags(source.key()));
      }
      Bucket bucket = target.bucket();
      bucket.put(
          target(target, lastName(source.key())),
          Body.of(blob.stream(), blob.span().length()),
          contentType.isEmpty() ? options : options.contentType(contentType));
    }
  }

  /** Known without the right to read them. */
  private static boolean hasTags(Blob blob) {
    return blob.attributes().tagCount() > 0;
  }

  private PutOptions options(Progress progress) {
    PutOptions options =
        PutOptions.defaults().transfer(TransferOptions.defaults().listener(progress));
    return contentType.isEmpty() ? options : options.contentType(contentType);
  }

  private String target(Place place, String sourceName) {
    String key = place.key();
    if (!key.isEmpty() && !key.endsWith("/")) {
      return key;
    }
    if (sourceName.isEmpty()) {
      throw new UsageException("\"" + to + "\" must name the blob to write");
    }
    return key + sourceName;
  }

  private static String lastName(String key) {
    String name = key.substring(key.lastIndexOf('/') + 1);
    if (name.isEmpty()) {
      throw new UsageException("the key \"" + key + "\" ends in /; name the target");
    }
    return name;
  }

  private void tell(DirectoryReport report) {
    main.err.printf("%s blobs, %s bytes%n", report.blobs(), report.bytes());
  }
}
