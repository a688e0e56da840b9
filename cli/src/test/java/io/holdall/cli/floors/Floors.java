package io.holdall.cli.floors;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.EnumSet;
import java.util.Set;

/** The rules of the house, for the classes below one root package. */
record Floors(String root) {

  /** An arrow points down, and only to the rooms that {@link Room} names. */
  ArchRule arrowsPointDown() {
    return ArchRuleDefinition.classes().should(knowOnlyTheRoomsBelow());
  }

  ArchRule awsSdkStaysInTheS3Backend() {
    return onlyIn(EnumSet.of(Room.S3), "software.amazon..");
  }

  /** That keeps Guava out of the signatures of the api too. */
  ArchRule guavaStaysInTheEngineAndTheLocalBackend() {
    return onlyIn(EnumSet.of(Room.ENGINE, Room.LOCAL), "com.google..");
  }

  ArchRule testLibrariesStayInTheKit() {
    return onlyIn(
        EnumSet.of(Room.TCK), "net.jqwik..", "org.junit..", "org.opentest4j..", "org.assertj..");
  }

  ArchRule apiNeedsTheJdkAlone() {
    return ArchRuleDefinition.classes()
        .that(in(EnumSet.of(Room.API)))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(root, root + ".spi", "java..", "javax..", "org.jspecify..");
  }

  ArchRule staticFieldsAreFinal() {
    return fields()
        .that()
        .areStatic()
        .should()
        .beFinal()
        .as("static fields are final")
        .allowEmptyShould(true);
  }

  ArchRule staticFieldsHoldNoState() {
    return noFields()
        .that()
        .areStatic()
        .should()
        .haveRawType(
            describe(
                "a type made to change",
                type ->
                    type.getPackageName().equals("java.util.concurrent.atomic")
                        || type.isAssignableTo(java.util.concurrent.ConcurrentMap.class)))
        .allowEmptyShould(true);
  }

  private ArchRule onlyIn(Set<Room> rooms, String... packages) {
    return noClasses()
        .that(not(rooms))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages)
        .allowEmptyShould(true);
  }

  private DescribedPredicate<JavaClass> in(Set<Room> rooms) {
    return describe(
        "are in " + rooms,
        type -> Room.of(root, type.getPackageName()).filter(rooms::contains).isPresent());
  }

  private DescribedPredicate<JavaClass> not(Set<Room> rooms) {
    return describe("are not in " + rooms, in(rooms).negate());
  }

  private ArchCondition<JavaClass> knowOnlyTheRoomsBelow() {
    return new ArchCondition<>("know only the rooms below") {
      @Override
      public void check(JavaClass from, ConditionEvents events) {
        Room home = Room.of(root, from.getPackageName()).orElseThrow();
        for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
          Room.of(root, dependency.getTargetClass().getBaseComponentType().getPackageName())
              .filter(room -> !home.mayKnow(room))
              .ifPresent(
                  room ->
                      events.add(
                          SimpleConditionEvent.violated(
                              dependency,
                              home
                                  + " may not know "
                                  + room
                                  + ": "
                                  + dependency.getDescription())));
        }
      }
    };
  }
}
