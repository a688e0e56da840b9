package io.holdall.tck.history;

import io.holdall.BlobAttributes;
import io.holdall.BlobInfo;
import io.holdall.Checksum;
import io.holdall.ETag;
import io.holdall.Feature;
import io.holdall.ListEntry;
import io.holdall.ListPage;
import io.holdall.PartInfo;
import io.holdall.UploadInfo;
import io.holdall.UploadedPart;
import io.holdall.tck.model.Answer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What two stores must agree on in an answer, as text. Times, ids of uploads and page tokens are a
 * store's own; so are ETags and checksums, unless both stores promise them.
 *
 * @param features that both stores have
 */
record Likeness(Set<Feature> features) {
  String of(Answer answer) {
    if (answer instanceof Answer.Failed failed) {
      return failed.code().toString();
    } else if (answer instanceof Answer.Wrote wrote) {
      return "written" + etag(wrote.etag()) + checksum(wrote.checksum());
    } else if (answer instanceof Answer.Read read) {
      return "%s bytes from %s of %s: %s"
          .formatted(
              read.span().length(),
              read.span().offset(),
              of(read.attributes()),
              HexFormat.of().formatHex(read.bytes()));
    } else if (answer instanceof Answer.Looked looked) {
      return of(looked.attributes());
    } else if (answer instanceof Answer.Found found) {
      return found.attributes().map(this::of).orElse("nothing");
    } else if (answer instanceof Answer.Outcomes outcomes) {
      return outcomes.errors().toString();
    } else if (answer instanceof Answer.Page page) {
      return of(page.page());
    } else if (answer instanceof Answer.Part part) {
      return of(part.part());
    } else if (answer instanceof Answer.Parts parts) {
      return parts.parts().stream().map(this::of).toList().toString();
    } else if (answer instanceof Answer.Uploads uploads) {
      return "uploads of " + keys(uploads.uploads());
    } else if (answer instanceof Answer.TagSet tags) {
      return new TreeMap<>(tags.tags().asMap()).toString();
    }
    return answer instanceof Answer.Started ? "started" : "done";
  }

  private String of(BlobAttributes blob) {
    return "a blob of %s bytes%s%s, %s, %s, %s tags"
        .formatted(
            blob.size(),
            etag(blob.etag()),
            checksum(blob.checksum()),
            blob.headers(),
            new TreeMap<>(blob.metadata().asMap()),
            blob.tagCount());
  }

  private String of(ListPage page) {
    return page.entries().stream().map(this::of).collect(Collectors.joining(", ", "[", "]"))
        + (page.nextToken().isPresent() ? " and more" : "");
  }

  private String of(ListEntry entry) {
    return entry instanceof BlobInfo blob
        ? "%s of %s bytes%s".formatted(blob.key(), blob.size(), etag(blob.etag()))
        : entry.name();
  }

  private String of(UploadedPart part) {
    return "part " + part.number() + etag(part.etag()) + checksum(part.checksum());
  }

  private String of(PartInfo part) {
    return "part %s of %s bytes%s".formatted(part.number(), part.size(), etag(part.part().etag()));
  }

  private static List<String> keys(List<UploadInfo> uploads) {
    return uploads.stream().map(UploadInfo::key).toList();
  }

  private String etag(ETag etag) {
    return features.contains(Feature.MD5_ETAG) ? ", ETag " + etag : "";
  }

  private String checksum(Optional<Checksum> checksum) {
    return features.contains(Feature.DEFAULT_CHECKSUM) && checksum.isPresent()
        ? ", " + checksum.get()
        : "";
  }
}
