package import Terminal

/// The screen of a model, at the model's size.
package func render(_ model: Model) -> Screen {
    var screen = Screen(size: model.size)
    guard !model.layout.isTooSmall else {
        TooSmallView(model: model).draw(on: &screen)
        return screen
    }
    model.view.draw(model, &screen)
    Footer(model: model).draw(on: &screen)
    return screen
}
