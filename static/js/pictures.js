// Pictures in the rich text editor: one block with its description asked below it, a caption, and buttons to move it.
// What leaves the editor is <figure><img src alt width height><figcaption>…</figcaption></figure>; without alt it is a
// picture that nobody has described yet, with an empty one it is decorative.

const OURS = 'img[src^="/updates/pictures/"]';
let number = 0;

function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

function read(element) {
  const image = element.matches("img") ? element : element.querySelector(OURS);
  if (!image) return false;
  return Object.fromEntries(["src", "alt", "width", "height"].map((name) => [name, image.getAttribute(name)]));
}

// In the editor a picture is shown as this draft has it, which may not be public yet.
function shownFrom(src, query) {
  return query ? `${src}?${query}` : src;
}

class PictureView {
  constructor({ node, editor, getPos }, query) {
    Object.assign(this, { node, editor, getPos });
    const id = `picture-${(number += 1)}`;
    this.image = make("img", { src: shownFrom(node.attrs.src, query), draggable: true });
    this.words = make("input", { id, type: "text", className: "form-control", maxLength: 300 });
    this.decorative = make("input", { id: `${id}-decorative`, type: "checkbox", className: "form-check-input" });
    this.contentDOM = make("figcaption", {});
    this.bar = make(
      "div",
      { className: "picture-bar", contentEditable: "false" },
      make("label", { htmlFor: id, className: "form-label", textContent: "What does this picture show?" }),
      this.words,
      make(
        "div", { className: "form-check" }, this.decorative,
        make("label", { htmlFor: this.decorative.id, className: "form-check-label", textContent: "It is decorative" }),
      ),
      make(
        "div", { className: "row-buttons" },
        this.button("Move picture up", () => this.move(-1)),
        this.button("Move picture down", () => this.move(1)),
        this.button("Take picture out", () => this.takeOut()),
      ),
    );
    this.dom = make("figure", { className: "picture" }, this.image, this.contentDOM, this.bar);
    this.image.contentEditable = "false";
    this.words.addEventListener("input", () => this.describe(this.words.value || null));
    this.decorative.addEventListener("change", () => this.describe(this.decorative.checked ? "" : null));
    this.show();
  }

  button(text, act) {
    const button = make("button", { type: "button", className: "btn btn-sm btn-outline-secondary", textContent: text });
    button.addEventListener("click", act);
    return button;
  }

  show() {
    const { alt, width, height } = this.node.attrs;
    for (const [name, value] of Object.entries({ width, height })) {
      if (value) this.image.setAttribute(name, value);
    }
    this.image.alt = alt ?? "";
    if (this.words.value !== (alt ?? "")) this.words.value = alt ?? "";
    this.decorative.checked = alt === "";
    this.words.disabled = alt === "";
  }

  describe(alt) {
    const position = this.getPos();
    this.editor.view.dispatch(this.editor.state.tr.setNodeMarkup(position, null, { ...this.node.attrs, alt }));
  }

  // Before or after the block beside it, at the same depth.
  move(step) {
    const { state, view } = this.editor;
    const from = this.getPos();
    const place = state.doc.resolve(from);
    const other = place.index() + step;
    if (other < 0 || other >= place.parent.childCount) return;
    const size = place.parent.child(other).nodeSize;
    const to = step < 0 ? from - size : from + size;
    view.dispatch(state.tr.delete(from, from + this.node.nodeSize).insert(to, this.node));
    const moved = view.nodeDOM(to);
    moved?.scrollIntoView({ block: "nearest" });
    moved?.querySelectorAll(".row-buttons button")[step < 0 ? 0 : 1]?.focus();
  }

  takeOut() {
    const from = this.getPos();
    this.editor.chain().focus().deleteRange({ from, to: from + this.node.nodeSize }).run();
  }

  update(node) {
    if (node.type !== this.node.type || node.attrs.src !== this.node.attrs.src) return false;
    this.node = node;
    this.show();
    return true;
  }

  stopEvent(event) {
    return this.bar.contains(event.target);
  }

  ignoreMutation(mutation) {
    return mutation.type !== "selection" && !this.contentDOM.contains(mutation.target);
  }
}

// The editor's extension for pictures; `query` ("edition=12") is added to addresses where they are shown.
export function picture(e, query) {
  return e.Node.create({
    name: "picture",
    group: "block",
    content: "inline*",
    draggable: true,
    isolating: true,

    addAttributes() {
      return { src: { default: null }, alt: { default: null }, width: { default: null }, height: { default: null } };
    },

    parseHTML() {
      const caption = (element) => element.querySelector?.("figcaption") ?? document.createElement("figcaption");
      return [
        { tag: "figure", getAttrs: read, contentElement: caption },
        { tag: OURS, getAttrs: read, contentElement: caption },
      ];
    },

    renderHTML({ node, HTMLAttributes }) {
      const image = ["img", HTMLAttributes];
      return node.content.size ? ["figure", image, ["figcaption", 0]] : ["figure", image];
    },

    addNodeView() {
      return (properties) => new PictureView(properties, query);
    },
  });
}
