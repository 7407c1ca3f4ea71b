extension TextColour {
    /// The nearest of the palette by hue; `nil` for what is black, white or grey to the eye, and for what is too pale or
    /// too dark to be told from these.
    init?(_ colour: CSSColour) {
        guard case .rgb(let red, let green, let blue) = colour else { return nil }
        let channels = [Double(red) / 255, Double(green) / 255, Double(blue) / 255]
        let (most, least) = (channels.max() ?? 0, channels.min() ?? 0)
        let spread = most - least
        guard most >= 0.3, spread >= 0.3 * most, spread >= 0.2 else { return nil }
        let sector: Double =
            if most == channels[0] { (channels[1] - channels[2]) / spread } else if most == channels[1] {
                2 + (channels[2] - channels[0]) / spread
            } else { 4 + (channels[0] - channels[1]) / spread }
        switch (sector + 6).truncatingRemainder(dividingBy: 6) {
        case 0..<0.5, 5.5..<6: self = .red
        case 0.5..<1.25: self = .yellow
        case 1.25..<2.6: self = .green
        case 2.6..<3.4: self = .cyan
        case 3.4..<4.3: self = .blue
        default: self = .magenta
        }
    }
}
