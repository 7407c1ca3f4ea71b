import MailCore
import Testing

@Suite struct EMLFixtureTests {
    @Test(arguments: EMLFixture.all) func lineFeeds(_ fixture: EMLFixture) throws {
        try fixture.check(describe(try fixture.content()))
    }

    @Test(arguments: EMLFixture.all) func carriageReturns(_ fixture: EMLFixture) throws {
        try fixture.check(describe(withCRLF(try fixture.content())))
    }

    @Test func thereAreFixtures() {
        #expect(EMLFixture.all.count >= 600)
    }
}
