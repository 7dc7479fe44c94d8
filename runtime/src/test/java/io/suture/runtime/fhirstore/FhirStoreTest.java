package io.suture.runtime.fhirstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.PatchTypeEnum;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import ca.uhn.fhir.rest.client.interceptor.BearerTokenAuthInterceptor;
import ca.uhn.fhir.rest.server.exceptions.AuthenticationException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.PreconditionFailedException;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import io.suture.db.Database;
import io.suture.db.Vault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FhirStoreTest {
    private static final String NORTH = "urn:oid:2.16.840.1.113883.19.5";
    private static final FhirContext CONTEXT = FhirContext.forR4Cached();

    @TempDir
    static Path folder;

    private Database database;
    private ConfigurableApplicationContext application;
    private String address;
    private IGenericClient client;

    @Import({
        FhirStoreConfiguration.class,
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class
    })
    static class Application {}

    @BeforeAll
    void start() {
        database = Database.temporary();
        Vault vault = Vault.open(database, folder, Map.of(), InstantSource.system());
        var spring = new SpringApplication(Application.class);
        spring.setWebApplicationType(WebApplicationType.SERVLET);
        spring.setLogStartupInfo(false);
        spring.addInitializers(context -> {
            context.getBeanFactory().registerSingleton("database", database);
            context.getBeanFactory().registerSingleton("vault", vault);
            context.getBeanFactory().registerSingleton("clock", InstantSource.system());
        });
        application = spring.run(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--studio.data=" + folder,
                "--logging.level.root=WARN");
        address = "http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port") + "/fhir";
        CONTEXT.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.NEVER);
        CONTEXT.getRestfulClientFactory().setSocketTimeout(60_000);
        client = CONTEXT.newRestfulGenericClient(address);
        client.registerInterceptor(new BearerTokenAuthInterceptor(
                application.getBean(FhirAccess.class).token()));
    }

    @AfterAll
    void stop() {
        application.close();
        database.close();
    }

    @Test
    void nobody_without_the_token_gets_anything() {
        IGenericClient stranger = CONTEXT.newRestfulGenericClient(address);

        assertThatThrownBy(() -> stranger.search().forResource(Patient.class).execute())
                .isInstanceOf(AuthenticationException.class);
        assertThatThrownBy(() -> stranger.capabilities()
                        .ofType(org.hl7.fhir.r4.model.CapabilityStatement.class)
                        .execute())
                .isInstanceOf(AuthenticationException.class);
    }

    @Test
    void what_is_created_is_read_back_with_its_digits() {
        var potassium = observation("k-1");
        potassium.setValue(
                new Quantity().setValueElement(new DecimalType("6.80")).setUnit("mmol/L"));

        MethodOutcome made = client.create().resource(potassium).execute();
        Observation read =
                client.read().resource(Observation.class).withId(made.getId()).execute();

        assertThat(made.getCreated()).isTrue();
        assertThat(read.getValueQuantity().getValueElement().getValueAsString()).isEqualTo("6.80");
        assertThat(read.getMeta().getVersionId()).isEqualTo("1");
    }

    @Test
    void an_identifier_finds_its_patient_with_and_without_system() {
        client.create().resource(patient("find-1", "Quill", "Nora")).execute();

        assertThat(search("Patient?identifier=" + NORTH + "%7Cfind-1").getEntry())
                .hasSize(1);
        assertThat(search("Patient?identifier=find-1").getEntry()).hasSize(1);
        assertThat(search("Patient?identifier=urn:other%7Cfind-1").getEntry()).isEmpty();
        assertThat(search("Patient?family=quill&given=no").getEntry()).isNotEmpty();
        assertThat(search("Patient?family=nobody").getEntry()).isEmpty();
        assertThatThrownBy(() -> search("Patient?shoe-size=43")).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void resources_are_found_by_subject_code_status_and_date() {
        MethodOutcome patient =
                client.create().resource(patient("refs-1", "Calder", "Ines")).execute();
        String id = patient.getId().toUnqualifiedVersionless().getValue();
        var observation = observation("refs-o");
        observation.setSubject(new Reference(id));
        observation.getCode().addCoding().setSystem("http://loinc.org").setCode("2823-3");
        observation.setEffective(new org.hl7.fhir.r4.model.DateTimeType("2026-11-02T05:50:00+01:00"));
        client.create().resource(observation).execute();

        assertThat(search("Observation?subject=" + id).getEntry()).hasSize(1);
        assertThat(search("Observation?patient=" + id + "&code=http://loinc.org%7C2823-3&status=final")
                        .getEntry())
                .hasSize(1);
        assertThat(search("Observation?subject=" + id + "&date=ge2026-11-02").getEntry())
                .hasSize(1);
        assertThat(search("Observation?subject=" + id + "&date=lt2026-11-02").getEntry())
                .isEmpty();
        assertThat(search("Observation?subject=" + id + "&status=preliminary").getEntry())
                .isEmpty();
    }

    @Test
    void a_conditional_create_makes_one_however_often_it_is_sent_at_once() throws Exception {
        Callable<MethodOutcome> create = () -> client.create()
                .resource(patient("once-1", "Once", "Only"))
                .conditionalByUrl("Patient?identifier=" + NORTH + "%7Conce-1")
                .execute();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<MethodOutcome> outcome : threads.invokeAll(java.util.Collections.nCopies(8, create))) {
                assertThat(outcome.get().getId().hasIdPart()).isTrue();
            }
        }

        assertThat(search("Patient?identifier=once-1").getEntry()).hasSize(1);
    }

    @Test
    void one_condition_in_two_spellings_at_once_makes_one() throws Exception {
        List<Callable<MethodOutcome>> creates = new java.util.ArrayList<>();
        for (int i = 0; i < 4; i++) {
            for (String bar : List.of("%7C", "|")) {
                creates.add(() -> client.create()
                        .resource(patient("spelt-1", "Spelt", "Twice"))
                        .withAdditionalHeader("If-None-Exist", "Patient?identifier=" + NORTH + bar + "spelt-1")
                        .execute());
            }
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<MethodOutcome> outcome : threads.invokeAll(creates)) {
                assertThat(outcome.get().getId().hasIdPart()).isTrue();
            }
        }

        assertThat(search("Patient?identifier=spelt-1").getEntry()).hasSize(1);
    }

    @Test
    void an_id_finds_its_resource() {
        IdType id = (IdType)
                client.create().resource(patient("by-id", "Id", "By")).execute().getId();

        assertThat(search("Patient?_id=" + id.getIdPart()).getEntry()).hasSize(1);
        assertThat(search("Patient?_id=" + id.getIdPart() + "&identifier=other").getEntry())
                .isEmpty();
        assertThat(search("Patient?identifier=by-id&_lastUpdated=lt2000-01-01").getEntry())
                .isEmpty();
        assertThat(search("Patient?identifier=by-id&_lastUpdated=ge2000-01-01&_count=10")
                        .getEntry())
                .hasSize(1);
        assertThat(search("Patient").getEntry()).isNotEmpty();
        assertThatThrownBy(() -> search("Patient?_has:Observation:patient:code=1"))
                .isInstanceOf(InvalidRequestException.class);
        assertThat(search("Patient?_id=not-an-id").getEntry()).isEmpty();
        assertThat(search("Patient?_id=not-an-id," + id.getIdPart()).getEntry()).hasSize(1);
    }

    @Test
    void a_search_that_would_have_to_leave_some_unlooked_at_is_refused() {
        var many = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        for (int i = 0; i < 1_001; i++) {
            var location = new org.hl7.fhir.r4.model.Location().setName("Ward " + i);
            many.addEntry()
                    .setResource(location)
                    .getRequest()
                    .setMethod(Bundle.HTTPVerb.POST)
                    .setUrl("Location");
        }
        client.transaction().withBundle(many).execute();

        assertThatThrownBy(() -> search("Location?name=Ward%201000"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("looked through");
        assertThatThrownBy(() -> client.create()
                        .resource(new org.hl7.fhir.r4.model.Location().setName("Ward 0"))
                        .conditionalByUrl("Location?name:exact=Ward%200")
                        .execute())
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void what_it_can_do_is_said_to_those_who_may_ask() {
        var statement = client.capabilities()
                .ofType(org.hl7.fhir.r4.model.CapabilityStatement.class)
                .execute();

        assertThat(statement.getRestFirstRep().getResource())
                .hasSizeGreaterThan(140)
                .allSatisfy(resource -> assertThat(resource.getInteraction()).hasSizeGreaterThan(4));
    }

    @Test
    void several_matches_are_refused_with_412() {
        client.create().resource(patient("twice", "One", "A")).execute();
        client.create().resource(patient("twice", "Two", "B")).execute();

        assertThatThrownBy(() -> client.update()
                        .resource(patient("twice", "Three", "C"))
                        .conditionalByUrl("Patient?identifier=" + NORTH + "%7Ctwice")
                        .execute())
                .isInstanceOf(PreconditionFailedException.class);
    }

    @Test
    void if_match_keeps_an_update_from_overwriting_another() {
        IdType first = (IdType) client.create()
                .resource(patient("match", "First", "A"))
                .execute()
                .getId();
        var second = patient("match", "Second", "A");
        second.setId(first);
        client.update().resource(second).execute();
        var late = patient("match", "Late", "A");
        late.setId(first.withVersion("1"));

        assertThatThrownBy(() -> client.update()
                        .resource(late)
                        .withId(first.withVersion("1"))
                        .withAdditionalHeader("If-Match", "W/\"1\"")
                        .execute())
                .isInstanceOf(PreconditionFailedException.class);
        assertThat(client.read()
                        .resource(Patient.class)
                        .withId(first.toVersionless())
                        .execute()
                        .getNameFirstRep()
                        .getFamily())
                .isEqualTo("Second");
    }

    @Test
    void a_patch_by_condition_changes_what_it_names_and_nothing_else() {
        client.create().resource(patient("patched", "Patch", "P")).execute();

        client.patch()
                .withBody("[{\"op\":\"add\",\"path\":\"/gender\",\"value\":\"female\"}]")
                .conditionalByUrl("Patient?identifier=" + NORTH + "%7Cpatched")
                .execute();

        var patient = (Patient)
                search("Patient?identifier=patched").getEntryFirstRep().getResource();
        assertThat(patient.getGender()).isEqualTo(AdministrativeGender.FEMALE);
        assertThat(patient.getNameFirstRep().getFamily()).isEqualTo("Patch");
        assertThat(PatchTypeEnum.JSON_PATCH.getContentType()).isEqualTo("application/json-patch+json");
    }

    @Test
    void every_version_is_kept_and_the_deleted_is_gone() {
        IdType id = (IdType) client.create()
                .resource(patient("history", "One", "A"))
                .execute()
                .getId();
        var changed = patient("history", "Two", "A");
        changed.setId(id.toVersionless());
        client.update().resource(changed).execute();
        client.delete().resourceById(id.toVersionless()).execute();

        Bundle history = client.history()
                .onInstance(id.toVersionless())
                .returnBundle(Bundle.class)
                .execute();

        assertThat(history.getEntry()).hasSize(3);
        assertThat(client.read()
                        .resource(Patient.class)
                        .withId(id.withVersion("1"))
                        .execute()
                        .getNameFirstRep()
                        .getFamily())
                .isEqualTo("One");
        assertThatThrownBy(() -> client.read()
                        .resource(Patient.class)
                        .withId(id.toVersionless())
                        .execute())
                .isInstanceOf(ResourceGoneException.class);
        assertThatThrownBy(() -> client.read()
                        .resource(Patient.class)
                        .withId(UUID.randomUUID().toString())
                        .execute())
                .isInstanceOf(ResourceNotFoundException.class);
        assertThat(search("Patient?identifier=history").getEntry()).isEmpty();
    }

    @Test
    void a_transaction_settles_references_between_its_entries_and_repeats_without_harm() {
        Bundle first =
                client.transaction().withBundle(transaction("tx-1", "final")).execute();
        Bundle second =
                client.transaction().withBundle(transaction("tx-1", "amended")).execute();

        assertThat(first.getEntry())
                .hasSize(2)
                .allSatisfy(entry -> assertThat(entry.getResponse().getStatus()).startsWith("201"));
        assertThat(second.getEntry())
                .allSatisfy(entry -> assertThat(entry.getResponse().getStatus()).startsWith("200"));
        assertThat(search("Patient?identifier=tx-1").getEntry()).hasSize(1);
        Bundle found = search("Observation?identifier=tx-1-k");
        assertThat(found.getEntry()).hasSize(1);
        var observation = (Observation) found.getEntryFirstRep().getResource();
        assertThat(observation.getStatus()).isEqualTo(Observation.ObservationStatus.AMENDED);
        assertThat(observation.getSubject().getReference()).startsWith("Patient/");
        assertThat(client.read()
                        .resource(Patient.class)
                        .withUrl(address + "/" + observation.getSubject().getReference())
                        .execute()
                        .getNameFirstRep()
                        .getFamily())
                .isEqualTo("Transact");
    }

    @Test
    void a_reference_to_an_entry_that_is_put_by_its_id_is_settled_too() {
        IdType id = (IdType) client.create()
                .resource(patient("put-by-id", "Put", "By"))
                .execute()
                .getId();
        Bundle bundle = transaction("put-by-id", "final");
        bundle.getEntryFirstRep().getRequest().setUrl("Patient/" + id.getIdPart());

        client.transaction().withBundle(bundle).execute();

        var observation = (Observation)
                search("Observation?identifier=put-by-id-k").getEntryFirstRep().getResource();
        assertThat(observation.getSubject().getReference()).isEqualTo("Patient/" + id.getIdPart());
    }

    @Test
    void a_transaction_that_fails_leaves_nothing_behind() {
        Bundle bundle = transaction("tx-broken", "final");
        bundle.addEntry()
                .setResource(patient("tx-broken-2", "Never", "Kept"))
                .getRequest()
                .setMethod(Bundle.HTTPVerb.PUT)
                .setUrl("Patient/" + UUID.randomUUID());

        assertThatThrownBy(() -> client.transaction().withBundle(bundle).execute())
                .isInstanceOf(ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException.class);
        assertThat(search("Patient?identifier=tx-broken").getEntry()).isEmpty();
        assertThat(search("Observation?identifier=tx-broken-k").getEntry()).isEmpty();
    }

    @Test
    void nothing_is_written_but_into_the_data_directory() {
        assertThat(folder.resolve("fhir.token")).exists();
        assertThat(Path.of("${studio.data:.studio/data}")).doesNotExist();
    }

    @Test
    void the_tables_hold_nothing_that_names_a_patient() {
        client.create()
                .resource(patient("plain-90210", "Plainwright", "Ottilie"))
                .execute();

        String rows = database.sql().fetch("select * from fhir.resource").formatCSV()
                + database.sql()
                        .fetch("select type, id, encode(ciphertext, 'escape') from fhir.resource_version")
                        .formatCSV();

        assertThat(rows.getBytes(StandardCharsets.UTF_8).length).isPositive();
        assertThat(rows).doesNotContain("Plainwright", "Ottilie", "plain-90210");
    }

    private Bundle search(String query) {
        return client.search()
                .byUrl(address + "/" + query)
                .returnBundle(Bundle.class)
                .execute();
    }

    private static Bundle transaction(String key, String status) {
        var bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        bundle.addEntry()
                .setFullUrl("urn:uuid:00000000-0000-0000-0000-000000000001")
                .setResource(patient(key, "Transact", "Tess"))
                .getRequest()
                .setMethod(Bundle.HTTPVerb.PUT)
                .setUrl("Patient?identifier=" + NORTH + "%7C" + key);
        var observation = observation(key + "-k");
        observation.setStatus(Observation.ObservationStatus.fromCode(status));
        observation.setSubject(new Reference("urn:uuid:00000000-0000-0000-0000-000000000001"));
        bundle.addEntry()
                .setFullUrl("urn:uuid:00000000-0000-0000-0000-000000000002")
                .setResource(observation)
                .getRequest()
                .setMethod(Bundle.HTTPVerb.PUT)
                .setUrl("Observation?identifier=" + NORTH + "%7C" + key + "-k");
        return bundle;
    }

    private static Patient patient(String mrn, String family, String given) {
        var patient = new Patient();
        patient.addIdentifier().setSystem(NORTH).setValue(mrn);
        patient.addName().setFamily(family).addGiven(given);
        return patient;
    }

    private static Observation observation(String key) {
        var observation = new Observation();
        observation.addIdentifier().setSystem(NORTH).setValue(key);
        observation.setStatus(Observation.ObservationStatus.FINAL);
        observation.getCode().setText("Potassium");
        observation.setCategory(List.of());
        return observation;
    }
}
