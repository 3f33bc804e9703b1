// Turns each text box marked data-editor into a rich text editor. The box stays in the form and keeps its value.
// The editor's own script is imported by address, and its style element is switched off (our style sheet has the
// rules), so the page needs neither an import map nor an exception in the content security policy.

import { picture } from "./pictures.js";

const boxes = document.querySelectorAll("textarea[data-editor]");

function extensions(e, box) {
  return [
    e.Document, e.Paragraph, e.Text, e.HardBreak, e.Heading.configure({ levels: [3, 4] }), e.Bold, e.Italic,
    e.BulletList, e.OrderedList, e.ListItem, e.Blockquote, e.Link.configure({ enableTarget: false }),
    e.Table, e.TableRow, e.TableHeader, e.TableCell, e.History, e.Dropcursor, e.Gapcursor, e.Menu,
    picture(e, box.closest("[data-file-query]")?.dataset.fileQuery),
  ];
}

function labelOf(box) {
  const label = document.querySelector(`label[for="${box.id}"]`);
  return label ? label.textContent.trim().replace(/\s+/g, " ") : "Text";
}

// Plain text that somebody typed without the script becomes paragraphs, as the server makes them.
function asHtml(text) {
  if (!text.trim() || /<\/?(p|h[1-6]|ul|ol|li|a|strong|em|table|blockquote|br|figure|img)\b/i.test(text)) return text;
  const escaped = text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  return escaped.split(/\n\s*\n/).map((part) => `<p>${part.trim().replace(/\n/g, "<br>")}</p>`).join("");
}

function start(e, box) {
  const label = labelOf(box);
  const frame = document.createElement("div");
  frame.className = "prose-editor";
  box.before(frame);
  frame.append(box);
  const attributes = { role: "textbox", "aria-multiline": "true", "aria-label": label, class: "rich-text" };
  const described = box.getAttribute("aria-describedby");
  if (described) attributes["aria-describedby"] = described;
  const editor = new e.Editor({
    element: frame,
    extensions: extensions(e, box),
    content: asHtml(box.value),
    injectCSS: false,
    editorProps: { attributes },
    onUpdate({ editor }) {
      box.value = editor.isEmpty ? "" : editor.getHTML();
      box.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  // Error summaries and labels lead to the box's id: give it to what can be focused.
  const { id } = box;
  box.removeAttribute("id");
  editor.view.dom.id = id;
  document.querySelector(`label[for="${id}"]`)?.addEventListener("click", () => editor.commands.focus());
  for (const button of frame.querySelectorAll(".prose-menubar button, .prose-menubar [role=button]")) {
    button.type = "button";
  }
  if (location.hash === `#${id}`) editor.commands.focus();
}

if (boxes.length) {
  import(new URL(boxes[0].dataset.editor, document.baseURI)).then((e) => {
    for (const box of boxes) start(e, box);
  });
}
