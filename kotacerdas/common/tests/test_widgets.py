"""Form controls of our own."""

from django import forms

from kotacerdas.common.widgets import LongSelect


class Wish(forms.Form):
    city = forms.ChoiceField(
        choices=[("", "Choose"), ("64.71", "Kota <Balikpapan>"), ("64.72", "Kota Samarinda")],
        widget=LongSelect,
    )


def options(form):
    return str(form["city"]).split("<option ")[1:]


def test_the_chosen_option_is_marked_and_labels_are_escaped():
    blank, first, second = options(Wish({"city": "64.71"}))

    assert first == 'value="64.71" selected>Kota &lt;Balikpapan&gt;</option>'
    assert "selected" not in blank + second


def test_nothing_chosen_marks_the_empty_option():
    first, *others = options(Wish({"city": ""}))

    assert first == 'value="" selected>Choose</option>'
    assert not any("selected" in option for option in others)


def test_it_is_tied_to_its_label():
    assert 'id="id_city"' in str(Wish()["city"])
    assert 'name="city"' in str(Wish()["city"])
