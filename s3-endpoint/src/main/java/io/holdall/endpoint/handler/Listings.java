package io.holdall.endpoint.handler;

import io.holdall.BlobStoreException;
import io.holdall.ErrorCode;
import io.holdall.ListOptions;
import io.holdall.ListPage;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.header.Arguments;
import io.holdall.endpoint.header.Names;
import io.holdall.endpoint.header.Numbers;
import io.holdall.endpoint.http.Query;
import io.holdall.endpoint.http.S3Response;
import io.holdall.endpoint.xml.ListingDocuments;
import io.holdall.endpoint.xml.NameEncoding;
import java.util.List;
import java.util.Optional;

/** ListObjectsV2 and ListObjects (LIST). */
final class Listings {
  private static final ListPage EMPTY = new ListPage(List.of(), Optional.empty());

  private Listings() {}

  static S3Response list(Call call) {
    Optional<String> type = call.query().value("list-type");
    if (type.isEmpty()) {
      return first(call);
    }
    if (!type.get().equals("2")) {
      throw Arguments.invalid("list-type", type.get(), "Invalid List Type specified in Request");
    }
    return second(call);
  }

  /** The parameters that both versions have. */
  static NameEncoding encoding(Query query) {
    return query
        .value("encoding-type")
        .map(
            type -> {
              if (!type.equals("url")) {
                throw Arguments.invalid(
                    "encoding-type", type, "Invalid Encoding Method specified in Request");
              }
              return NameEncoding.URL;
            })
        .orElse(NameEncoding.NONE);
  }

  private static S3Response second(Call call) {
    Query query = call.query();
    NameEncoding encoding = encoding(query);
    int most = Numbers.pageSize(query, "max-keys", ListOptions.MAX_PAGE_SIZE);
    String prefix = Names.start(call.parameter("prefix"));
    String startAfter = Names.start(call.parameter("start-after"));
    Optional<PageToken> token = query.value("continuation-token").map(PageToken::parse);
    ListPage page = EMPTY;
    if (most == 0) {
      call.requireBucket();
    } else {
      ListOptions options =
          new ListOptions(
              prefix,
              call.parameter("delimiter"),
              // Of a page that is gone on with the token says where it began (LIST-24).
              token.map(PageToken::startAfter).orElse(startAfter),
              most,
              token.map(PageToken::token).orElse(null));
      page = page(call, options);
    }
    String start = token.map(PageToken::startAfter).orElse(startAfter);
    return Answers.xml(
        ListingDocuments.second(
            new ListingDocuments.Request(
                call.bucketName(), prefix, call.parameter("delimiter"), most, encoding),
            query.value("start-after").filter(text -> !text.isEmpty()),
            query.value("continuation-token"),
            page.nextToken().map(next -> new PageToken(start, next).text()),
            query.value("fetch-owner").filter("true"::equals).map(yes -> Site.OWNER),
            page.entries()));
  }

  private static ListPage page(Call call, ListOptions options) {
    try {
      return call.bucket().listPage(options);
    } catch (BlobStoreException e) {
      if (e.code() == ErrorCode.INVALID_TOKEN) {
        throw invalidToken(call.parameter("continuation-token"));
      }
      throw e;
    }
  }

  /** LIST-25. */
  static S3Exception invalidToken(String text) {
    return Arguments.invalid(
        "continuation-token", text, "The continuation token provided is incorrect");
  }

  private static S3Response first(Call call) {
    Query query = call.query();
    NameEncoding encoding = encoding(query);
    int most = Numbers.pageSize(query, "max-keys", ListOptions.MAX_PAGE_SIZE);
    String prefix = Names.start(call.parameter("prefix"));
    String marker = Names.start(call.parameter("marker"));
    String delimiter = call.parameter("delimiter");
    ListPage page = EMPTY;
    if (most == 0) {
      call.requireBucket();
    } else {
      ListOptions options = new ListOptions(prefix, delimiter, marker, most, null);
      page = call.bucket().listPage(options);
      // A page without an entry gives no marker to go on from.
      while (page.entries().isEmpty() && page.nextToken().isPresent()) {
        page = call.bucket().listPage(options.continueFrom(page.nextToken().get()));
      }
    }
    boolean truncated = page.nextToken().isPresent();
    return Answers.xml(
        ListingDocuments.first(
            new ListingDocuments.Request(call.bucketName(), prefix, delimiter, most, encoding),
            marker,
            truncated,
            Site.OWNER,
            page.entries()));
  }
}
