package io.suture.studio.e2e;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/// What a hand does on a page: everything is found by the very words that people read.
record Hand(Page page) {

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    Locator dialog() {
        return page.getByRole(AriaRole.DIALOG);
    }

    /// Writes something and leaves the field.
    void fill(String label, String value) {
        fill(field(label), value);
    }

    void fill(Locator field, String value) {
        field.fill(value);
        field.press("Tab");
    }

    /// Opens the last list of that label and takes something from it.
    void choose(String label, String option) {
        field(label).last().click();
        option(option).click();
    }

    /// Types into a list of many and takes what is found.
    void find(String label, String option) {
        find(field(label), option);
    }

    void find(Locator list, String option) {
        list.fill(option);
        option(option).first().click();
    }

    private Locator option(String words) {
        return page.getByRole(
                AriaRole.OPTION, new Page.GetByRoleOptions().setName(words).setExact(true));
    }
}
