package io.holdall.endpoint;

import io.holdall.BlobStore;
import io.holdall.BlobStoreException;
import io.holdall.endpoint.error.BodyRefusedException;
import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.handler.Call;
import io.holdall.endpoint.handler.Handler;
import io.holdall.endpoint.handler.Routes;
import io.holdall.endpoint.handler.Site;
import io.holdall.endpoint.handler.StoreErrors;
import io.holdall.endpoint.header.HttpDate;
import io.holdall.endpoint.http.Addressing;
import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.RequestId;
import io.holdall.endpoint.http.S3Handler;
import io.holdall.endpoint.http.S3Request;
import io.holdall.endpoint.http.S3Response;
import io.holdall.endpoint.http.Target;
import io.holdall.endpoint.sigv4.Authentication;
import io.holdall.endpoint.sigv4.Credentials;
import io.holdall.endpoint.sigv4.Presigner;
import io.holdall.endpoint.sigv4.SigV4Verifier;
import io.holdall.endpoint.xml.ErrorDocument;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Amazon S3's REST protocol over a store: a request in, the answer out, no sockets.
 *
 * <p>Every request must be signed with one of the credentials, by header or by query; who has
 * signed may do everything. Requests meet the same checks as calls of the store's API, and a
 * mistake has the code that belongs to it there. What S3 has and this has not is answered with
 * {@code NotImplemented}; nothing that changes the meaning of a request is ignored.
 *
 * <p>Buckets are addressed by path, and by host where the host ends in one of the base domains. The
 * store stays the caller's to close. Thread-safe.
 */
public final class S3Endpoint implements S3Handler {
  private static final Logger LOG = System.getLogger(S3Endpoint.class.getName());

  private final Site site;
  private final SigV4Verifier verifier;
  private final Addressing addressing;

  private S3Endpoint(Builder builder) {
    Map<String, Credentials> credentials = Map.copyOf(builder.credentials);
    this.site = new Site(builder.store, builder.region, builder.clock, builder.scheme);
    this.verifier =
        new SigV4Verifier(
            id -> Optional.ofNullable(credentials.get(id)), builder.region, builder.clock);
    List<String> domains = new ArrayList<>(builder.baseDomains);
    if (builder.publicHost != null) {
      domains.add(builder.publicHost);
    }
    this.addressing = new Addressing(domains);
  }

  /** Starts to describe an endpoint over this store. */
  public static Builder over(BlobStore store) {
    return new Builder(store);
  }

  /** Says what an endpoint is like; not thread-safe. */
  public static final class Builder {
    private final BlobStore store;
    private final Map<String, Credentials> credentials = new HashMap<>();
    private String region = "us-east-1";
    private List<String> baseDomains = List.of("localhost");
    private Clock clock = Clock.systemUTC();
    private String scheme = "http";
    private @Nullable String publicHost;

    private Builder(BlobStore store) {
      this.store = Objects.requireNonNull(store);
    }

    /** Accepts requests signed with these, beside those named before; at least one is needed. */
    public Builder credentials(Credentials accepted) {
      credentials.put(accepted.accessKeyId(), accepted);
      return this;
    }

    /**
     * The one region for which signatures are good and in which buckets are made; {@code us-east-1}
     * unless said otherwise.
     *
     * @throws IllegalArgumentException if no signature can name it: it is empty or has slashes,
     *     commas, spaces or control characters
     */
    public Builder region(String name) {
      region = Presigner.checkRegion(name);
      return this;
    }

    /**
     * The domains below which a host names a bucket: with {@code s3.example.org}, {@code
     * photos.s3.example.org} is the bucket {@code photos}. Unless said otherwise {@code localhost}.
     */
    public Builder baseDomains(List<String> domains) {
      baseDomains = List.copyOf(domains);
      return this;
    }

    /**
     * Where clients find the endpoint if it is behind a proxy, for instance one that ends TLS:
     * {@code https://files.example}. Its host is one more base domain, and the locations of
     * completed uploads have its scheme. The proxy must pass on path and Host header as they are,
     * since both are signed.
     *
     * @throws IllegalArgumentException if it is not http or https, a host and perhaps a port
     */
    public Builder publicUrl(URI url) {
      URI checked = Presigner.checkEndpoint(url);
      scheme = checked.getScheme();
      publicHost = checked.getHost();
      return this;
    }

    /** By which signatures expire; the system's unless said otherwise. */
    public Builder clock(Clock source) {
      clock = Objects.requireNonNull(source);
      return this;
    }

    /**
     * @throws IllegalStateException if there are no credentials
     */
    public S3Endpoint build() {
      if (credentials.isEmpty()) {
        throw new IllegalStateException("an endpoint needs at least one access key");
      }
      return new S3Endpoint(this);
    }
  }

  @Override
  public S3Response handle(S3Request request) {
    RequestId id = RequestId.next();
    S3Response answer;
    try {
      answer = answer(request);
    } catch (S3Exception e) {
      answer = refused(request, e, id);
    } catch (BodyRefusedException e) {
      answer = refused(request, e.refusal(), id);
    } catch (IOException e) {
      // The client has hung up: this is for the log of a proxy, if for anybody.
      answer = refused(request, new S3Exception(S3Error.INCOMPLETE_BODY), id);
    } catch (BlobStoreException e) {
      answer = refused(request, StoreErrors.of(e, request), id);
    } catch (RuntimeException e) {
      S3Error error = S3Error.INTERNAL_ERROR;
      answer = refused(request, new S3Exception(error, error.message(), e), id);
    }
    return answer.withHeaders(common(answer.headers(), id));
  }

  private S3Response answer(S3Request request) throws IOException {
    Authentication sender = verifier.verify(request);
    if (sender instanceof Authentication.Anonymous) {
      throw new S3Exception(S3Error.ACCESS_DENIED);
    }
    Target target = addressing.target(request);
    Handler handler = Routes.find(request, target);
    return handler.handle(new Call(request, sender, target, site));
  }

  private static S3Response refused(S3Request request, S3Exception error, RequestId id) {
    if (error.error().status() == 500) {
      LOG.log(Level.ERROR, "request " + id.id() + ", " + request.method() + " failed", error);
    }
    int status = error.error().status();
    if (request.method().equals("HEAD")) {
      return S3Response.of(status, Headers.empty());
    }
    return new S3Response(
        status,
        Headers.of("Content-Type", "application/xml"),
        new S3Response.Bytes(ErrorDocument.of(error, id.id(), id.hostId())));
  }

  /** HTTP-10. */
  private Headers common(Headers own, RequestId id) {
    Headers.Builder all =
        Headers.builder()
            .add("x-amz-request-id", id.id())
            .add("x-amz-id-2", id.hostId())
            .add("Date", HttpDate.format(site.clock().instant()))
            .add("Server", "AmazonS3");
    own.fields().forEach(field -> all.add(field.name(), field.value()));
    return all.build();
  }
}
