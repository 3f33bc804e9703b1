from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def draw(context, panel):
    """`{% draw panel %}`: the panel's own template, with what it shows beside what the page knows."""
    with context.push(**panel.context):
        return context.template.engine.get_template(panel.template).render(context)
