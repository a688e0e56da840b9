package io.holdall.endpoint.xml;

import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An element of a request document: either elements in it, or text. Immutable. What does not fit is
 * {@link S3Error#MALFORMED_XML}.
 *
 * @param text the text as it stands, white space included; empty where there are elements
 */
record XmlElement(String name, List<XmlElement> elements, String text) {
  XmlElement {
    elements = List.copyOf(elements);
  }

  /** Insists that nothing is in it but elements of these names. */
  XmlElement allowing(Set<String> names) {
    for (XmlElement element : elements) {
      if (!names.contains(element.name)) {
        throw malformed("an element " + element.name + " that it cannot have");
      }
    }
    return this;
  }

  /** All elements with a name. */
  List<XmlElement> all(String wanted) {
    return elements.stream()
        .filter(element -> element.name.equals(wanted))
        .collect(Collectors.toList());
  }

  /** The element with a name; more than one is too many. */
  Optional<XmlElement> one(String wanted) {
    List<XmlElement> found = all(wanted);
    if (found.size() > 1) {
      throw malformed("more than one element " + wanted);
    }
    return found.stream().findFirst();
  }

  /** The text of the element with a name, which may be left out. */
  Optional<String> textOf(String wanted) {
    return one(wanted).map(XmlElement::leafText);
  }

  /** The text of the element with a name, which must be there. */
  String requiredText(String wanted) {
    return textOf(wanted).orElseThrow(() -> malformed("no element " + wanted));
  }

  private String leafText() {
    if (!elements.isEmpty()) {
      throw malformed("elements where there should be text");
    }
    return text;
  }

  S3Exception malformed(String what) {
    return new S3Exception(
        S3Error.MALFORMED_XML,
        S3Error.MALFORMED_XML.message() + ": the element " + name + " has " + what);
  }
}
