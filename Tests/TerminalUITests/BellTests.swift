import InternetMessage
import MailCore
import MessageCatalog
import Terminal
import Testing

@testable import TerminalUI

struct BellTests {
    private func world(_ bell: Bell) -> World {
        var settings = World.settings
        settings.bell = bell
        return World(5, settings: settings)
    }

    @Test func whatIsStoredDoesNotRing() {
        #expect(world(.all).left == [])
    }

    @Test func ringsOnceInTwoSeconds() {
        var world = world(.all)
        for _ in 0..<4 { world.arrive() }
        #expect(world.left == [.bell])
        world.milliseconds += 2_000
        world.arrive()
        #expect(world.left == [.bell, .bell])
        world.press("j", "k")
        #expect(world.left == [.bell, .bell])
    }

    @Test func ringsForWhatTheFilterShows() {
        var world = world(.match)
        world.press("/")
        world.type("subject:ring")
        world.press(.enter)
        world.arrive()
        #expect(world.left == [])
        world.arrive { $0.subject = "ring" }
        #expect(world.left == [.bell])
    }

    @Test func ringsForWhatFailsACheckOnceThatIsKnown() {
        var world = world(.bad)
        world.arrive()
        #expect(world.left == [])
        world.arrive {
            $0.isBare = true
            $0.checks = Check.Counts([Check(.bareLF)])
        }
        #expect(world.left == [])
        world.messages[MessageID(7)]?.isBare = false
        world.publish()
        #expect(world.left == [.bell])
    }
}
