"""Names that are plainly made up. Surnames are invented, so that nobody real is in the demonstration."""

GIVEN = (
    "Agnes Albert Alma Amos Ada Arthur Barnaby Basil Beatrice Bertram Betony Blanche Cecil Clara Clement Constance "
    "Cornelius Daphne Dorcas Edith Edmund Elspeth Enid Ernest Esme Ethel Eunice Ezra Fennimore Flora Florence Gilbert "
    "Gladys Godfrey Greta Gwendolen Harriet Hester Hilda Horace Hubert Ida Ingrid Irma Isidore Ivy Jabez Jemima "
    "Jocelyn Josiah Kezia Lavinia Leopold Lettice Linus Lionel Lorna Lucinda Mabel Magnus Marigold Maud Mavis "
    "Mildred Minnie Montague Morwenna Mungo Muriel Myrtle Nora Octavia Olive Orla Oswald Ottilie Pearl Percival Phoebe "
    "Primrose Quentin Reginald Rosamund Rowan Rufus Selina Septimus Sibyl Silas Sybil Tabitha Thaddeus Theodora "
    "Thora Tobias Una Ursula Verity Violet Wilfred Wilhelmina Winifred Zachary"
).split()

FIRST_PARTS = (
    "Fern Brae Thistle Larch Moss Heron Birk Rush Alder Bracken Sorrel Tarn Plover Rowan Curlew Whin Sedge Lark Becks "
    "Hazel Gorse Otter Raven Willow Pebble Thorn Juniper Lichen Teasel Harebell"
).split()
SECOND_PARTS = "ley wick thwaite barrow worth beck more dale ditch field combe scar rigg holme garth stead".split()


def made_up_name(rng):
    """A name like Marigold Thistlewick or Arthur Fernley-Mossgarth."""

    def surname():
        return rng.choice(FIRST_PARTS) + rng.choice(SECOND_PARTS)

    last = surname()
    if rng.random() < 0.08:
        last = f"{last}-{surname()}"
    return f"{rng.choice(GIVEN)} {last}"


def made_up_phone(rng):
    """A number from the ranges that Ofcom keeps for drama: nobody answers."""
    return rng.choice(["01632 960", "07700 900"]) + f" {rng.randrange(1000):03}"


def made_up_email(name):
    return name.lower().replace(" ", ".") + "@example.org"
