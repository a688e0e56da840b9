package io.holdall.tck;

import io.holdall.Feature;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.lifecycle.AroundContainerHook;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.ContainerLifecycleContext;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.ParameterResolutionContext;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import net.jqwik.api.lifecycle.ResolveParameterHook;
import net.jqwik.api.lifecycle.Store;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;

/** Ties a {@link Run} to the test class that jqwik runs, and gives each try its sandbox. */
final class TckHook
    implements AroundContainerHook, AroundPropertyHook, AroundTryHook, ResolveParameterHook {

  @Override
  public PropagationMode propagateTo() {
    return PropagationMode.ALL_DESCENDANTS;
  }

  @Override
  public void beforeContainer(ContainerLifecycleContext context) {
    Contract contract =
        (Contract) context.newInstance(context.optionalContainerClass().orElseThrow());
    Store.create(Opening.class, Lifespan.RUN, () -> new Opening(() -> Run.of(contract)));
    // For generators, which see no run.
    Store.create(Feature.class, Lifespan.RUN, () -> run().workplace().target().store().features());
  }

  @Override
  public void afterContainer(ContainerLifecycleContext context) {
    opening().close();
  }

  @Override
  public PropertyExecutionResult aroundProperty(
      PropertyLifecycleContext context, PropertyExecutor property) {
    if (opening().hasFailed()) {
      context.attributes().setTries(1);
      return property
          .execute()
          .mapToAborted(
              new IllegalStateException("could not be tried: the store could not be opened"));
    }
    return run()
        .start(context.targetMethod())
        .map(rule -> rule.around(context, property))
        .orElseGet(property::execute);
  }

  @Override
  public TryExecutionResult aroundTry(
      TryLifecycleContext context, TryExecutor executor, List<Object> parameters) {
    return run()
        .current()
        .map(rule -> rule.around(executor, parameters))
        .orElseGet(() -> executor.execute(parameters));
  }

  @Override
  public Optional<ParameterSupplier> resolve(
      ParameterResolutionContext parameter, LifecycleContext context) {
    return parameter.typeUsage().isOfType(Sandbox.class)
        ? Optional.of(attempt -> run().sandbox())
        : Optional.empty();
  }

  private static Run run() {
    return opening().run();
  }

  private static Opening opening() {
    return Store.<Opening>get(Opening.class).get();
  }
}
