package import Terminal

/// The screen of a model, at the model's size.
package func render(_ model: Model) -> Screen {
    var screen = Screen(size: model.size)
    if ListLayout(size: model.size).isTooSmall {
        TooSmallView(model: model).draw(on: &screen)
    } else if case .help(let help) = model.overlay {
        HelpView(model: model, help: help).draw(on: &screen)
    } else if let message = model.message {
        MessageView(model: model, message: message).draw(on: &screen)
    } else if model.list.messages.isEmpty {
        EmptyView(model: model).draw(on: &screen)
    } else {
        ListView(model: model).draw(on: &screen)
    }
    if !ListLayout(size: model.size).isTooSmall { Footer(model: model).draw(on: &screen) }
    return screen
}
