package io.holdall.endpoint.handler;

import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.http.Query;
import io.holdall.endpoint.http.S3Request;
import io.holdall.endpoint.http.Target;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which operation a request asks for: by resource, sub-resource and method. */
public final class Routes {
  /** No sub-resource: the resource itself. */
  private static final String ITSELF = "";

  private record Key(Resource resource, String subresource, String method) {}

  private record Route(Key key, Handler handler) {}

  private static final Map<Key, Route> TABLE =
      List.of(
              route("GET", Resource.SERVICE, ITSELF, Buckets::list),
              route("PUT", Resource.BUCKET, ITSELF, Buckets::create),
              route("HEAD", Resource.BUCKET, ITSELF, Buckets::head),
              route("DELETE", Resource.BUCKET, ITSELF, Buckets::delete),
              route("GET", Resource.BUCKET, ITSELF, Listings::list),
              route("GET", Resource.BUCKET, "location", Buckets::location),
              route("GET", Resource.BUCKET, "versioning", Buckets::versioning),
              route("GET", Resource.BUCKET, "uploads", Uploads::list),
              route("POST", Resource.BUCKET, "delete", DeleteObjects::delete),
              route("PUT", Resource.OBJECT, ITSELF, ObjectWrites::put),
              route("GET", Resource.OBJECT, ITSELF, ObjectReads::get),
              route("HEAD", Resource.OBJECT, ITSELF, ObjectReads::head),
              route("DELETE", Resource.OBJECT, ITSELF, ObjectWrites::delete),
              route("GET", Resource.OBJECT, "attributes", ObjectAttributes::get),
              route("GET", Resource.OBJECT, "tagging", ObjectTags::get),
              route("PUT", Resource.OBJECT, "tagging", ObjectTags::put),
              route("DELETE", Resource.OBJECT, "tagging", ObjectTags::delete),
              route("POST", Resource.OBJECT, "uploads", Uploads::start),
              route("PUT", Resource.OBJECT, "uploadId", Parts::put),
              route("GET", Resource.OBJECT, "uploadId", Parts::list),
              route("POST", Resource.OBJECT, "uploadId", Uploads::complete),
              route("DELETE", Resource.OBJECT, "uploadId", Uploads::abort))
          .stream()
          .collect(Collectors.toUnmodifiableMap(Route::key, Function.identity()));

  private Routes() {}

  private static Route route(
      String method, Resource resource, String subresource, Handler handler) {
    return new Route(new Key(resource, subresource, method), handler);
  }

  /**
   * The operation. Parameters that are no sub-resource do not matter (HTTP-03).
   *
   * @throws S3Exception {@link S3Error#NOT_IMPLEMENTED} for a sub-resource that S3 has and this has
   *     not; {@link S3Error#METHOD_NOT_ALLOWED} (HTTP-14)
   */
  public static Handler find(S3Request request, Target target) {
    Resource resource = Resource.of(target);
    String subresource = subresource(request.query(), resource);
    Route route = TABLE.get(new Key(resource, subresource, request.method()));
    if (route != null) {
      return route.handler();
    }
    boolean served =
        TABLE.keySet().stream()
            .anyMatch(key -> key.resource() == resource && key.subresource().equals(subresource));
    if (!served) {
      throw new S3Exception(
          S3Error.NOT_IMPLEMENTED, "The sub-resource " + subresource + " is not implemented");
    }
    throw new S3Exception(S3Error.METHOD_NOT_ALLOWED)
        .with("Method", request.method())
        .with("ResourceType", resource.name());
  }

  private static String subresource(Query query, Resource resource) {
    return query.parameters().stream()
        .map(Query.Parameter::name)
        .filter(resource::has)
        .findFirst()
        .orElse(ITSELF);
  }
}
