package io.suture.studio.e2e;

import com.microsoft.playwright.Page;
import io.suture.studio.security.Actor;
import io.suture.studio.security.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/// An analyst, who is a tester too, signed in at a studio of her own, which all tests of the class share.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LabTest {
    Lab lab;
    Actor ines;
    Chromium chromium;
    Page page;
    Hand hand;

    @BeforeAll
    void signIn() {
        lab = Lab.open();
        ines = lab.member("Ines Calder", Role.ANALYST, Role.TESTER);
        chromium = new Chromium();
        page = chromium.page();
        hand = new Hand(page);
        lab.signIn(page, "ines@northside.example");
    }

    @AfterAll
    void close() {
        chromium.close();
        lab.close();
    }
}
