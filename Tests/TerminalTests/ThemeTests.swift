import Testing

@testable import Terminal

struct ThemeTests {
    /// What has no letter or place of its own that says it must look like nothing else around it.
    @Test(arguments: [
        [Role.plain, .rowSelected, .rowNew], [.plain, .match, .matchCurrent], [.tab, .tabActive], [.hint, .status],
        [.plain, .control], [.plain, .headerName], [.plain, .link], [.link, .strongLink], [.plain, .strong],
        [.title, .plain], [.plain, .toastInfo],
    ]) func rolesDifferWithoutColour(roles: [Role]) {
        #expect(Set(roles.map { Theme.mono.style(of: $0) }).count == roles.count)
        #expect(Set(roles.map { Theme.eightColours.style(of: $0) }).count == roles.count)
    }

    @Test(arguments: Role.allCases) func monoHasNoColour(role: Role) {
        let style = Theme.mono.style(of: role)
        #expect(style.foreground == .own && style.background == .own)
    }

    /// On light terminals and on dark ones: never black or white alone, never one of the bright eight.
    @Test(arguments: Role.allCases) func coloursAreLegibleOnAnyBackground(role: Role) {
        let style = Theme.eightColours.style(of: role)
        let isExtreme = style.foreground == .black || style.foreground == .white
        #expect(!isExtreme || style.background != .own)
        #expect((-1...7).contains(style.foreground.rawValue) && (-1...7).contains(style.background.rawValue))
    }

    /// The Linux console has 64 pairs, and neither underline nor italic together with a colour.
    @Test func thereAreFewPairs() {
        let pairs = Role.allCases.map { Theme.eightColours.style(of: $0) }
            .filter { $0.foreground != .own || $0.background != .own }
        #expect(pairs.count < 40)
        for role in [Role.match, .link] { #expect(Theme.eightColours.style(of: role).foreground != .own) }
    }
}
