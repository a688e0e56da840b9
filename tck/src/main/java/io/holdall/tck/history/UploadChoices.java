package io.holdall.tck.history;

import io.holdall.UploadedPart;
import io.holdall.tck.model.Digests;
import io.holdall.tck.model.Model;
import io.holdall.tck.model.ModelUpload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The same as {@link Choices}, for calls on uploads. */
final class UploadChoices {
  private UploadChoices() {}

  /** The upload to call; empty if there is none, or if the call is one that is not chosen. */
  static Optional<ModelUpload> upload(Model model, Step step) {
    if (model.uploads().isEmpty()) {
      return Optional.empty();
    }
    ModelUpload upload = model.uploads().get(Math.floorMod(step.key(), model.uploads().size()));
    boolean passedOver =
        upload.mayBeOpen()
            ? step.verb() == Verb.ABORT && model.deviatesFrom("MPU-50")
            : model.deviatesFrom("MPU-38") || model.deviatesFrom("MPU-50");
    return passedOver ? Optional.empty() : Optional.of(upload);
  }

  /** All parts; or some, in another order, or with another tag. */
  static List<UploadedPart> parts(ModelUpload upload, Step step) {
    List<UploadedPart> parts = new ArrayList<>(upload.told());
    int how = step.how() % 8;
    if (how == 1 && !parts.isEmpty()) {
      parts.remove(step.other() % parts.size());
    } else if (how == 2) {
      Collections.reverse(parts);
    } else if (how == 3 && !parts.isEmpty()) {
      UploadedPart first = parts.get(0);
      parts.set(0, new UploadedPart(first.number(), Digests.NOBODYS, first.checksum()));
    } else if (how == 4 && !parts.isEmpty()) {
      UploadedPart last = parts.get(parts.size() - 1);
      parts.add(new UploadedPart(last.number() + 1, last.etag(), last.checksum()));
    }
    return parts;
  }
}
