package io.holdall.endpoint.handler;

import io.holdall.BlobStore;
import io.holdall.Bucket;
import io.holdall.Checksum;
import io.holdall.ChecksumAlgorithm;
import io.holdall.endpoint.chunked.RequestBody;
import io.holdall.endpoint.chunked.TrailerChecksum;
import io.holdall.endpoint.chunked.TrailerListener;
import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.header.ExpectedOwner;
import io.holdall.endpoint.header.Integrity;
import io.holdall.endpoint.header.Names;
import io.holdall.endpoint.header.UnsupportedHeaders;
import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.Query;
import io.holdall.endpoint.http.S3Request;
import io.holdall.endpoint.http.Target;
import io.holdall.endpoint.sigv4.Authentication;
import io.holdall.endpoint.sigv4.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;

/** A request whose sender is known, and what it is about. For one thread, as its body is. */
public final class Call {
  private final S3Request request;
  private final Payload payload;
  private final Target target;
  private final Site site;

  /**
   * @throws S3Exception if the request asks for what is not here, or names what cannot be a bucket
   *     or a key
   */
  public Call(S3Request request, Authentication sender, Target target, Site site) {
    this.request = request.withHeaders(sender.headers());
    this.payload = sender.payload();
    this.target = target;
    this.site = site;
    if (target instanceof Target.Bucket named) {
      Names.bucket(named.bucket());
    } else if (target instanceof Target.Key named) {
      Names.bucket(named.bucket());
      Names.key(named.key());
    }
    UnsupportedHeaders.check(headers());
    ExpectedOwner.check(headers(), Site.ACCOUNT);
  }

  String method() {
    return request.method();
  }

  /** The path of the request, decoded. */
  String path() {
    return request.path();
  }

  Headers headers() {
    return request.headers();
  }

  Query query() {
    return request.query();
  }

  /**
   * A parameter that the operation cannot do without and that its route has seen.
   *
   * @return empty where it has no value
   */
  String parameter(String name) {
    return query().value(name).orElse("");
  }

  Target target() {
    return target;
  }

  Site site() {
    return site;
  }

  BlobStore store() {
    return site.store();
  }

  /** The name of the bucket that the request is about. */
  String bucketName() {
    if (target instanceof Target.Bucket named) {
      return named.bucket();
    }
    if (target instanceof Target.Key named) {
      return named.bucket();
    }
    throw new IllegalStateException("the request is not about a bucket");
  }

  Bucket bucket() {
    return store().bucket(bucketName());
  }

  String key() {
    if (target instanceof Target.Key named) {
      return named.key();
    }
    throw new IllegalStateException("the request is not about a key");
  }

  /**
   * Refuses a request that names a version, unless it is the one that every object here has.
   *
   * @throws S3Exception {@link S3Error#INVALID_ARGUMENT}
   */
  void requireNoVersion() {
    query().value("versionId").ifPresent(Names::checkVersion);
  }

  /**
   * Asks for the bucket before the body is touched, so that a client that waits for permission to
   * send it (PUT-08) need not send it in vain.
   *
   * @throws S3Exception {@link S3Error#NO_SUCH_BUCKET}
   */
  void requireBucket() {
    if (!store().bucketExists(bucketName())) {
      throw new S3Exception(S3Error.NO_SUCH_BUCKET).with("BucketName", bucketName());
    }
  }

  /** The body, to be stored. */
  Incoming incoming(Integrity integrity) throws IOException {
    return Incoming.open(request, payload, integrity, store().limits());
  }

  /** The body of a request that carries a document, all that is declared of it compared. */
  InputStream document(Integrity integrity) throws IOException {
    Optional<ChecksumAlgorithm> algorithm = integrity.algorithm();
    if (integrity.trailer().isEmpty()) {
      Supplier<Checksum> declared = integrity.checksum()::orElseThrow;
      return RequestBody.open(request, payload, TrailerListener.none())
          .comparing(integrity.md5(), algorithm, declared)
          .stream();
    }
    TrailerChecksum trailer = new TrailerChecksum(integrity.trailer().get());
    return RequestBody.open(request, payload, trailer)
        .comparing(integrity.md5(), algorithm, trailer)
        .stream();
  }
}
