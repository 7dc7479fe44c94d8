package io.suture.studio.e2e;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Destination;
import io.suture.engine.channel.Endpoint;
import io.suture.engine.channel.Source;
import io.suture.runtime.message.MessageFilter;
import io.suture.runtime.message.MessageSummary;
import io.suture.runtime.message.Messages;
import io.suture.studio.approval.Approvals;
import io.suture.studio.approval.Releases;
import io.suture.studio.channel.ChannelId;
import io.suture.studio.channel.Draft;
import io.suture.studio.channel.Drafts;
import io.suture.studio.channel.Versions;
import io.suture.studio.gallery.Gallery;
import io.suture.studio.security.Actor;
import io.suture.studio.security.ApiTokens;
import io.suture.studio.security.CurrentActor;
import io.suture.studio.security.People;
import io.suture.studio.security.Right;
import io.suture.studio.security.Role;
import io.suture.template.TemplateCatalog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// A studio at work: people with roles, channels that a second person approved, and a laboratory that sends.
public final class Lab implements AutoCloseable {
    public static final String PASSWORD = "correct horse battery staple";
    public static final String CHANNEL = "lab-results-to-ehr";
    /// What names the patient of [#RESULT], and must not be seen by those who may not see payloads.
    public static final List<String> PATIENT =
            List.of("00381642", "QUILL", "NORA", "19580314", "1958-03-14", "ELM ROW");

    public static final String RESULT = String.join(
                    "\r",
                    "MSH|^~\\&|LABSYS|NORTHLAB|EHR|NORTH|20261102061402+0100||ORU^R01^ORU_R01|NL-40418823|P|2.5.1",
                    "PID|1||00381642^^^NORTH&2.16.840.1.113883.19.5&ISO^MR||QUILL^NORA^J||19580314|F|||"
                            + "12 ELM ROW^^HARROW^ME^04011",
                    "ORC|RE|PO-77^NORTH|CL-2026-104417^CORELAB",
                    "OBR|1|PO-77^NORTH|CL-2026-104417^CORELAB|24321-2^Basic metabolic panel^LN|||"
                            + "20261102055000+0100|||||||||1234567893^ARCHER^MAUD^^^^^^NPI||||||"
                            + "20261102061402+0100||LAB|F",
                    "OBX|1|NM|2823-3^Potassium^LN||6.80|mmol/L^mmol/L^UCUM|3.5-5.1|HH|||F|||20261102055000+0100",
                    "OBX|2|NM|2951-2^Sodium^LN||140|mmol/L^mmol/L^UCUM|135-145|N|||F|||20261102055000+0100")
            + "\r";

    private final RunningStudio studio;
    private final Map<String, Integer> ports = new HashMap<>();
    private final Actor admin;

    private Lab(RunningStudio studio) {
        this.studio = studio;
        var people = studio.bean(People.class);
        people.setUp(people.makeSetUpLink().orElseThrow(), "Yara Finch", "yara@northside.example", PASSWORD);
        var looking = new Actor(new UUID(0, 0), "set-up", Set.of(Right.ADMINISTER));
        var first = CurrentActor.callAs(looking, people::all).getFirst();
        admin = new Actor(first.id(), first.name(), first.rights());
    }

    public static Lab open() {
        return new Lab(RunningStudio.start("server.port=" + freePort()));
    }

    /// With all that it keeps in that folder.
    public static Lab in(Path folder) {
        return new Lab(RunningStudio.in(folder, "server.port=" + freePort()));
    }

    public RunningStudio studio() {
        return studio;
    }

    public <T> T bean(Class<T> type) {
        return studio.bean(type);
    }

    /// The first admin: may operate, may not see payloads.
    public Actor admin() {
        return admin;
    }

    /// Somebody new, who signs in with `<first name>@northside.example`.
    public Actor member(String name, Role... roles) {
        var people = studio.bean(People.class);
        String email = name.split(" ")[0].toLowerCase(java.util.Locale.ROOT) + "@northside.example";
        var invitation = CurrentActor.callAs(admin, () -> people.invite(name, email, Set.of(roles)));
        if (!(invitation instanceof People.Invitation.Made made)) {
            throw new AssertionError(invitation);
        }
        people.accept(made.token(), PASSWORD);
        var rights = EnumSet.noneOf(Right.class);
        List.of(roles).forEach(role -> rights.addAll(role.rights()));
        return new Actor(made.person().id(), name, rights);
    }

    /// Signs somebody in on a page, through the form.
    public void signIn(Page page, String email) {
        page.navigate(studio.address() + "/login");
        page.getByLabel("E-mail address").fill(email);
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(PASSWORD);
        page.locator("button[type=submit]").click();
        PlaywrightAssertions.assertThat(page.locator("#person")).isVisible();
    }

    /// An API token of that person's, who must be an admin too.
    public String token(Actor person, Right... rights) {
        return CurrentActor.callAs(
                        person, () -> studio.bean(ApiTokens.class).make("test", Set.of(rights), Duration.ofDays(1)))
                .secret();
    }

    /// A channel from a template, listening on a port of its own.
    ///
    /// @param settings of its destinations, over what the template says
    public Draft draft(Actor analyst, String template, String name, Map<String, String> settings) {
        int port = ports.computeIfAbsent(name, fresh -> freePort());
        return CurrentActor.callAs(analyst, () -> {
            Draft draft = studio.bean(Gallery.class)
                    .use(TemplateCatalog.template(template).orElseThrow(), name, "Lab results to EHR")
                    .orElseThrow();
            return studio.bean(Drafts.class)
                    .apply(draft.id(), draft.revision(), "Endpoints", one -> placed(one, port, settings))
                    .draft();
        });
    }

    private static Channel placed(Channel one, int port, Map<String, String> settings) {
        Source source = one.source();
        var in = new Source(
                with(source.endpoint(), Map.of("port", Integer.toString(port))),
                source.schema(),
                source.answer(),
                source.acceptance(),
                source.order());
        return one.withSource(in)
                .withDestinations(one.destinations().stream()
                        .map(to -> new Destination(
                                to.name(), to.mapping(), with(to.endpoint(), settings), to.retry(), to.whenHeld()))
                        .toList());
    }

    private static Endpoint with(Endpoint endpoint, Map<String, String> settings) {
        var all = new HashMap<>(endpoint.settings());
        all.putAll(settings);
        return new Endpoint(endpoint.connector(), all);
    }

    public int submit(Actor analyst, ChannelId id) {
        return CurrentActor.callAs(analyst, () -> {
            long revision = studio.bean(Drafts.class).open(id).orElseThrow().revision();
            return switch (studio.bean(Versions.class).submit(id, revision, "For the ward")) {
                case Versions.Submission.Submitted submitted ->
                    submitted.version().number();
                case Versions.Submission.Stale stale -> throw new AssertionError(stale);
                case Versions.Submission.Broken broken -> throw new AssertionError(broken);
                case Versions.Submission.Red red -> throw new AssertionError(red);
            };
        });
    }

    /// A channel that runs, made by one person and approved by another.
    public void run(Actor analyst, Actor approver, String template, String name, Map<String, String> settings) {
        ChannelId id = draft(analyst, template, name, settings).id();
        int number = submit(analyst, id);
        CurrentActor.runAs(approver, () -> {
            if (studio.bean(Approvals.class).approve(id, number, "") instanceof Approvals.Vote.Refused refused) {
                throw new AssertionError(refused);
            }
            List<String> reasons = studio.bean(Releases.class).deploy(id, number);
            if (!reasons.isEmpty()) {
                throw new AssertionError(reasons);
            }
        });
        awaitListener(name);
    }

    private int port(String channel) {
        return Objects.requireNonNull(ports.get(channel), channel);
    }

    public void awaitListener(String channel) {
        await("nothing listens for " + channel, () -> {
            try (var socket = new Socket("127.0.0.1", port(channel))) {
                return socket.isConnected();
            } catch (IOException notYet) {
                return false;
            }
        });
    }

    /// Sends as the laboratory does, and gives the acknowledgement.
    public String send(String channel, String message) {
        try (var socket = new Socket("127.0.0.1", port(channel))) {
            socket.setSoTimeout(20_000);
            var framed = new ByteArrayOutputStream();
            framed.write(0x0B);
            framed.write(message.getBytes(StandardCharsets.UTF_8));
            framed.write(new byte[] {0x1C, 0x0D});
            socket.getOutputStream().write(framed.toByteArray());
            return block(socket.getInputStream());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static String block(InputStream in) throws IOException {
        var text = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != 0x1C; b = in.read()) {
            if (b != 0x0B) {
                text.write(b);
            }
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    /// Another result of the same patient.
    public static String result(String controlId) {
        return RESULT.replace("NL-40418823", controlId).replace("CL-2026-104417", "CL-" + controlId);
    }

    /// The newest message, once it is as wanted.
    public MessageSummary newest(Predicate<MessageSummary> wanted) {
        var found = new AtomicReference<Optional<MessageSummary>>(Optional.empty());
        await("the newest message does not become what it should", () -> {
            found.set(studio.bean(Messages.class).find(MessageFilter.ALL, 1).stream()
                    .filter(wanted)
                    .findFirst());
            return found.get().isPresent();
        });
        return found.get().orElseThrow();
    }

    public static void await(String otherwise, BooleanSupplier condition) {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError(otherwise);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    public <T> T as(Actor actor, Supplier<T> work) {
        return CurrentActor.callAs(actor, work);
    }

    public static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void close() {
        studio.close();
    }
}
