package io.holdall.endpoint.handler;

import io.holdall.Tags;
import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.header.Integrity;
import io.holdall.endpoint.header.TagHeader;
import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.S3Response;
import io.holdall.endpoint.xml.ObjectDocuments;
import io.holdall.endpoint.xml.TagElement;
import java.io.IOException;
import java.util.List;

/** GetObjectTagging, PutObjectTagging and DeleteObjectTagging (TAG-01 to TAG-12). */
final class ObjectTags {
  private ObjectTags() {}

  static S3Response get(Call call) {
    call.requireNoVersion();
    return Answers.xml(ObjectDocuments.tagging(call.bucket().tags(call.key())));
  }

  static S3Response put(Call call) throws IOException {
    call.requireNoVersion();
    call.requireBucket();
    Integrity integrity = Integrity.of(call.headers());
    Tags tags = tags(TagElement.readTagging(call.document(integrity)));
    call.bucket().setTags(call.key(), tags);
    return Answers.ok(Headers.empty());
  }

  static S3Response delete(Call call) {
    call.requireNoVersion();
    call.bucket().deleteTags(call.key());
    return Answers.noContent();
  }

  /**
   * The tags of a document.
   *
   * @throws S3Exception {@link S3Error#BAD_REQUEST} for too many (TAG-04), {@link
   *     S3Error#INVALID_TAG} for one that is not legal or is given twice (TAG-05 to TAG-07)
   */
  static Tags tags(List<TagElement> elements) {
    if (elements.size() > Tags.MAX_TAGS) {
      throw TagHeader.tooMany();
    }
    Tags tags = Tags.none();
    for (TagElement element : elements) {
      if (tags.asMap().containsKey(element.key())) {
        throw invalid("Cannot provide multiple Tags with the same key", element);
      }
      try {
        tags = tags.with(element.key(), element.value());
      } catch (IllegalArgumentException e) {
        throw invalid(why(element), element).with("TagValue", element.value());
      }
    }
    return tags;
  }

  private static String why(TagElement element) {
    if (element.key().startsWith("aws:")) {
      return "Your TagKey cannot be prefixed with aws:";
    }
    try {
      Tags.none().with(element.key(), "");
      return "The TagValue you have provided is invalid";
    } catch (IllegalArgumentException e) {
      return "The TagKey you have provided is invalid";
    }
  }

  private static S3Exception invalid(String message, TagElement element) {
    return new S3Exception(S3Error.INVALID_TAG, message).with("TagKey", element.key());
  }
}
