/* wire_language.c - which language a text is in. */
#include "core/wire/language.h"
#include "tap.h"

static const struct {
    const char *of, *text;
} cases[] = {
    { "en",
            "Dear colleague, the meeting that was planned for Monday will take place on Tuesday in the small "
            "hall." },
    { "de", "Sehr geehrte Damen und Herren, die Sitzung findet nicht am Montag statt, sondern am Dienstag." },
    { "fr",
            "Bonjour, la réunion prévue pour lundi aura lieu mardi dans la petite salle. Merci de votre "
            "réponse." },
    { "es",
            "Estimada colega: la reunión prevista para el lunes será el martes en la sala pequeña. Muchas "
            "gracias." },
    { "pt",
            "Prezada colega, a reunião prevista para segunda não será na sala pequena, mas você pode entrar "
            "pelo pátio." },
    { "it",
            "Gentile collega, la riunione di lunedì non si terrà, ma sarà martedì nella sala piccola. "
            "Cordiali saluti." },
    { "nl",
            "Beste collega, de vergadering van maandag gaat niet door, maar wij zien u graag op dinsdag in "
            "de zaal." },
    { "en", "THE INVOICE THAT YOU HAVE ASKED FOR IS ATTACHED TO THIS MESSAGE" },
    { "other",
            "Drodzy koledzy, zebranie zaplanowane na poniedziałek odbędzie się we wtorek o godzinie "
            "dziesiątej rano w "
            "małej sali konferencyjnej obok windy, proszę przynieść dokumenty" },
    { "other",
            "Уважаемые коллеги, собрание, назначенное на понедельник, состоится во вторник в десять часов "
            "утра в малом "
            "зале рядом с лифтом, просим принести документы и ручки" },
    { "", "Invoice 4711" },
    { "", "" },
    { "", "de la" },
};

int main(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct slice got = language_of(text(cases[i].text));
        if (!OK(slice_eq(got, text(cases[i].of)), cases[i].text))
            printf("# got %.*s\n", (int)got.len, got.at ? got.at : "");
    }
    OK(language_of(LIT("\xff\xfe\x80\x80\x80 \xc3")).len == 0, "bytes that are no text");
    return tap_done();
}
