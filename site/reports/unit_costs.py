"""What a contact costs by each channel: the sets to begin with, and where managers change them."""

from decimal import Decimal

from django import forms
from django.db import transaction
from wagtail.admin.ui.tables import TitleColumn

from champions.viewsets.roles import CreateView, EditView
from core.audit import record
from core.columns import YesNoColumn
from core.viewsets import RecordViewSet
from people.models import ArrivedBy
from reports.models import UnitCosts

FIRST_SETS = [
    {
        "title": "Socitm 2014",
        "source": "Socitm, 2014, as councils quote it. Look it up before you publish a saving.",
        "web": Decimal("0.15"),
        "phone": Decimal("2.83"),
        "face": Decimal("8.62"),
        "counts": True,
    },
    {
        "title": "Digital strategy 2018",
        "source": "The council's digital strategy of 2018.",
        "web": Decimal("0.17"),
        "phone": Decimal("5.00"),
        "face": Decimal("14.00"),
        "letter": Decimal("12.00"),
    },
]
COSTS_NOTHING = (
    "This says that such a contact costs nothing. Enter what it costs, or leave it empty if that is not known. If it "
    "really costs nothing, tick “A cost of 0 is meant”."
)


def make_first_sets(**kwargs):
    """After migrating, where there is no set yet: from then on they are data, and a manager's."""
    if not UnitCosts.objects.exists():
        UnitCosts.objects.bulk_create([UnitCosts(**fields) for fields in FIRST_SETS])


@transaction.atomic
def save_costs(*, costs, counts, by, now):
    """One set counts: where this one is to, the one that did until now does no more."""
    costs.counts = counts
    if counts:
        UnitCosts.objects.filter(counts=True).exclude(pk=costs.pk).update(counts=False)
    costs.save()
    record("unit_costs_saved", costs, by=by, now=now, counts=counts)
    return costs


class UnitCostsForm(forms.ModelForm):
    # Not one of the model's: that another set counts already is put right by saving, and is no error.
    set_counts = forms.BooleanField(
        label="Work out the saving with these",
        required=False,
        help_text="The set that counted until now does so no more.",
    )

    class Meta:
        model = UnitCosts
        fields = ["title", "source", *ArrivedBy.values, "really_nothing"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["set_counts"].initial = self.instance.counts

    def clean(self):
        said = super().clean()
        for channel in ArrivedBy.values:
            if said.get(channel) == 0 and not said.get("really_nothing"):
                self.add_error(channel, COSTS_NOTHING)
        return said


class ActsBySaving:
    def act(self, form, *, by, now):
        return save_costs(costs=form.save(commit=False), counts=form.cleaned_data["set_counts"], by=by, now=now)


class UnitCostsCreateView(ActsBySaving, CreateView):
    pass


class UnitCostsEditView(ActsBySaving, EditView):
    pass


class UnitCostsViewSet(RecordViewSet):
    model = UnitCosts
    icon = "table"
    menu_label = "Unit costs"
    add_view_class = UnitCostsCreateView
    edit_view_class = UnitCostsEditView
    inspect_view_enabled = False
    pages = ("index", "index_results", "add", "edit")
    form_class = UnitCostsForm
    list_display = [
        TitleColumn("title", label="Source", url_name="unitcosts:edit"),
        *ArrivedBy.values,
        YesNoColumn("counts", label="Counts"),
    ]
