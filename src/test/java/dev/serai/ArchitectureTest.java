package dev.serai;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Repository;
import org.springframework.stereotype.Service;

/**
 * What the packages may know of each other, and how a type looks. docs/ARCHITECTURE.md says why.
 */
class ArchitectureTest {

    /** The table: a package, and what it may import from the others. */
    private static final Map<String, Set<String>> MAY_IMPORT =
            Map.ofEntries(
                    Map.entry("tenant", Set.of()),
                    Map.entry("signing", Set.of()),
                    Map.entry("seal", Set.of()),
                    Map.entry("problem", Set.of()),
                    Map.entry("commit", Set.of()),
                    Map.entry("chore", Set.of()),
                    Map.entry("audit", Set.of("tenant", "chore")),
                    Map.entry("event", Set.of("tenant")),
                    Map.entry("source", Set.of("tenant", "signing", "seal")),
                    Map.entry("eventtype", Set.of("tenant", "delivery", "chore")),
                    Map.entry(
                            "task",
                            Set.of(
                                    "tenant",
                                    "event",
                                    "outbox",
                                    "subscription",
                                    "delivery",
                                    "commit",
                                    "problem")),
                    Map.entry("access", Set.of("tenant", "problem")),
                    Map.entry(
                            "subscription",
                            Set.of(
                                    "tenant", "event", "signing", "seal", "commit", "chore",
                                    "problem")),
                    Map.entry("outbox", Set.of("tenant", "event", "chore")),
                    Map.entry("parked", Set.of("tenant", "event", "outbox", "problem")),
                    Map.entry(
                            "ingress",
                            Set.of(
                                    "tenant", "event", "outbox", "signing", "seal", "parked",
                                    "problem", "audit")),
                    Map.entry("relay", Set.of("tenant", "event", "outbox", "parked", "problem")),
                    Map.entry(
                            "stream",
                            Set.of("tenant", "event", "outbox", "relay", "parked", "problem")),
                    Map.entry(
                            "delivery",
                            Set.of(
                                    "tenant",
                                    "event",
                                    "subscription",
                                    "outbox",
                                    "relay",
                                    "signing",
                                    "parked",
                                    "commit",
                                    "chore",
                                    "problem")),
                    Map.entry(
                            "route",
                            Set.of(
                                    "tenant",
                                    "audit",
                                    "source",
                                    "event",
                                    "outbox",
                                    "ingress",
                                    "relay",
                                    "delivery",
                                    "stream",
                                    "signing",
                                    "parked",
                                    "problem")),
                    Map.entry(
                            "reconcile",
                            Set.of(
                                    "tenant", "event", "outbox", "ingress", "signing", "problem",
                                    "audit")),
                    Map.entry(
                            "api",
                            Set.of(
                                    "eventtype",
                                    "task",
                                    "reconcile",
                                    "tenant",
                                    "source",
                                    "event",
                                    "outbox",
                                    "ingress",
                                    "relay",
                                    "subscription",
                                    "delivery",
                                    "stream",
                                    "signing",
                                    "parked",
                                    "problem",
                                    "access",
                                    "audit",
                                    "route")),
                    Map.entry(
                            "ops",
                            Set.of(
                                    "tenant",
                                    "event",
                                    "outbox",
                                    "ingress",
                                    "relay",
                                    "delivery",
                                    "stream",
                                    "parked",
                                    "problem",
                                    "access",
                                    "route")));

    /**
     * Types whose instances, or those of types within them, change; each small. The list may
     * shrink; to grow it takes a reason.
     */
    private static final Set<String> TYPES_THAT_CHANGE =
            Set.of(
                    "api.error.BodyLimit",
                    "delivery.lane.Crew",
                    "delivery.dispatch.DispatchDueDeliveries",
                    "delivery.dispatch.Dispatcher",
                    "delivery.lane.Hands",
                    "delivery.ledger.Ledger",
                    "delivery.dispatch.Plan",
                    "delivery.courier.Throttle",
                    "ops.health.LookAtDatabase",
                    "ops.health.LookAtKafka",
                    "ops.health.Watch",
                    "relay.handover.FailedAlone",
                    "relay.handover.FindReplays",
                    "relay.handover.GroupRelay",
                    "relay.LeasedSink",
                    "relay.handover.LogReader",
                    "relay.handover.OneByOne",
                    "relay.handover.Outage",
                    "relay.handover.ReadSize",
                    "relay.kafka.Answers",
                    "relay.kafka.KafkaSession",
                    "relay.kafka.Places",
                    "relay.kafka.TidyReplays",
                    "route.deploy.LiteralParameters",
                    "route.lines.LinesFolder",
                    "route.jq.Budget",
                    "route.sink.OutboxEndpoint",
                    "stream.LiveTail",
                    "stream.Reader",
                    "stream.ReaderFeed",
                    "subscription.condition.ConditionParser",
                    "subscription.condition.Steps");

    private static final String FORBIDDEN_NAME =
            ".*(Impl|Utils?|Helper|Manager|Service|Dto|DTO)|(Base|Abstract)[A-Z].*";

    private static JavaClasses hub;
    private static JavaClasses tests;

    @BeforeAll
    static void read() {
        hub =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.serai");
        tests =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
                        .importPackages("dev.serai");
    }

    @Test
    void everyPackageIsInTheTable() {
        assertThat(hub.stream().map(ArchitectureTest::module).filter(name -> !name.isEmpty()))
                .allMatch(MAY_IMPORT::containsKey);
    }

    static Stream<String> packages() {
        return MAY_IMPORT.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void importsOnlyWhatTheTableAllows(String name) {
        Set<String> allowed = MAY_IMPORT.get(name);
        noClasses()
                .that(describe("are in " + name, type -> module(type).equals(name)))
                .should()
                .dependOnClassesThat(
                        describe(
                                "are in packages other than " + allowed,
                                type ->
                                        isOurs(type)
                                                && !module(type).equals(name)
                                                && !allowed.contains(module(type))))
                .because("data flows one way, and every arrow is a package boundary")
                .allowEmptyShould(true)
                .check(hub);
    }

    @Test
    void noPackagesDependOnEachOther() {
        slices().matching("dev.serai.(*)..")
                .should()
                .beFreeOfCycles()
                .because("what knows each other is one thing")
                .check(hub);
    }

    @ParameterizedTest
    @ValueSource(strings = {"api", "delivery", "ingress", "outbox", "relay", "route", "signing"})
    void noPartsOfAPackageDependOnEachOther(String name) {
        slices().assignedFrom(new Parts("dev.serai." + name))
                .should()
                .beFreeOfCycles()
                .because("a part is understood without those that stand on it")
                .check(hub);
    }

    @Test
    void kafkasClientsAreKnownToThoseWhoTalkToKafkaOnly() {
        only(
                "org.apache.kafka..",
                "dev.serai.relay.kafka..",
                "dev.serai.route..",
                "dev.serai.ops..");
    }

    @Test
    void camelIsKnownToRoutesOnly() {
        only("org.apache.camel..", "dev.serai.route..");
    }

    @Test
    void micrometerIsKnownToOperationsOnly() {
        only("io.micrometer..", "dev.serai.ops..");
    }

    @Test
    void theDomainKnowsNoFramework() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.serai.event..", "dev.serai.signing..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "org.apache..")
                .because("what an event is does not depend on what serves it")
                .check(hub);
    }

    @Test
    void whatIsNotPublicIsFinal() {
        classes()
                .that(
                        describe(
                                "are package-private, and no interfaces or configurations",
                                ArchitectureTest::mustBeFinal))
                .should()
                .haveModifier(JavaModifier.FINAL)
                .because("nothing here is made to be extended; compose instead")
                .check(hub);
    }

    @Test
    void fieldsAreFinalUnlessTheyAreNamedHere() {
        fields().that(describe("are not named as exceptions", field -> !mayChange(field)))
                .should()
                .beFinal()
                .because("what changes is rare, small and known by name")
                .check(hub);
    }

    @Test
    void timeComesFromAnInstantSource() {
        noClasses()
                .should()
                .callMethodWhere(
                        target(name("now"))
                                .and(targetOwner(resideInAPackage("java.time..")))
                                .and(describe("has no source", ArchitectureTest::takesNothing)))
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .because("tests set the time; take an InstantSource")
                .check(hub);
    }

    @Test
    void nobodySleeps() {
        noClasses()
                .should()
                .callMethodWhere(target(name("sleep")).and(targetOwner(resideInAPackage("java.."))))
                .because("wait for the condition: a latch, a queue, a timeout")
                .check(hub);
        noClasses()
                .should()
                .callMethodWhere(target(name("sleep")).and(targetOwner(resideInAPackage("java.."))))
                .because("a test that sleeps is slow or wrong: await the condition")
                .check(tests);
    }

    @Test
    void beansComeFromConfigurationsThatAreReadTopDown() {
        noClasses()
                .should()
                .beAnnotatedWith(Component.class)
                .orShould()
                .beAnnotatedWith(Service.class)
                .orShould()
                .beAnnotatedWith(Repository.class)
                .because("@Bean methods show what is made of what")
                .check(hub);
        noFields()
                .should()
                .beAnnotatedWith(Autowired.class)
                .orShould()
                .beAnnotatedWith(Value.class)
                .because("constructors show what a type needs")
                .check(hub);
    }

    @Test
    void propertiesArePackagePrivateRecords() {
        classes()
                .that()
                .areAnnotatedWith(ConfigurationProperties.class)
                .should()
                .beRecords()
                .andShould()
                .notBePublic()
                .because("a package's settings are its own, and do not change")
                .check(hub);
    }

    @Test
    void namesSayWhatATypeIsFor() {
        noClasses()
                .should(
                        have(
                                describe(
                                        "a name of no meaning",
                                        type -> type.getSimpleName().matches(FORBIDDEN_NAME))))
                .because("name the thing, the plural of things, or the step")
                .check(hub);
    }

    @Test
    void testsUseWhatIsReal() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.mockito..")
                .because("a mock proves what was assumed")
                .check(tests);
    }

    private static void only(String library, String... users) {
        noClasses()
                .that(resideOutsideOfPackages(users))
                .should()
                .dependOnClassesThat(resideInAPackage(library))
                .because("one place knows " + library + ", the others know what it is for")
                .check(hub);
    }

    private static boolean mustBeFinal(JavaClass type) {
        return !type.getModifiers().contains(JavaModifier.PUBLIC)
                && !type.getModifiers().contains(JavaModifier.PRIVATE)
                && !type.getModifiers().contains(JavaModifier.ABSTRACT)
                && !type.isInterface()
                && !type.isEnum()
                && !type.isAnonymousClass()
                && !type.getSimpleName().equals("package-info")
                && !type.getSimpleName().endsWith("Configuration");
    }

    private static boolean takesNothing(JavaAccess<?> call) {
        return call instanceof JavaMethodCall method
                && method.getTarget().getRawParameterTypes().isEmpty();
    }

    private static boolean mayChange(JavaField field) {
        return field.getModifiers().contains(JavaModifier.SYNTHETIC)
                // Camel sets an endpoint's options one by one.
                || field.isAnnotatedWith(UriParam.class)
                || field.isAnnotatedWith(UriPath.class)
                || TYPES_THAT_CHANGE.contains(
                        field.getOwner()
                                .getName()
                                .substring("dev.serai.".length())
                                .replaceAll("\\$.*", ""));
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith("dev.serai");
    }

    /** The packages within one, and itself, each for itself. */
    private record Parts(String whole) implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getPackageName();
            return name.equals(whole) || name.startsWith(whole + ".")
                    ? SliceIdentifier.of(name)
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "the parts of " + whole;
        }
    }

    /** The package below dev.serai; empty for the application itself and what is not ours. */
    private static String module(JavaClass type) {
        String[] words = type.getPackageName().split("\\.");
        return isOurs(type) && words.length > 2 ? words[2] : "";
    }
}
